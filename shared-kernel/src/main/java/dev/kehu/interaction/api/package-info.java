/** Interactions: every contact with a customer on any channel, in either direction. */
@NullMarked
package dev.kehu.interaction.api;

import org.jspecify.annotations.NullMarked;
