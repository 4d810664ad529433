/**
 * Decides what may happen to what a channel sent: recorded once, annotated later, or kept until it
 * can be recorded.
 */
@NullMarked
package dev.kehu.interaction.command;

import org.jspecify.annotations.NullMarked;
