/** View: interactions found by what was said. */
@NullMarked
package dev.kehu.interaction.view.search;

import org.jspecify.annotations.NullMarked;
