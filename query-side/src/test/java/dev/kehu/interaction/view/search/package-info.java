/** Tests of finding interactions. */
@NullMarked
package dev.kehu.interaction.view.search;

import org.jspecify.annotations.NullMarked;
