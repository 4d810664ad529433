/** Tests of the timeline. */
@NullMarked
package dev.kehu.interaction.view.timeline;

import org.jspecify.annotations.NullMarked;
