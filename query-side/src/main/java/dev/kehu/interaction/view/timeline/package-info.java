/** View: all interactions of a customer, newest business time first, in pages. */
@NullMarked
package dev.kehu.interaction.view.timeline;

import org.jspecify.annotations.NullMarked;
