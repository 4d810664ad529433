/** Says what differs between two builds of a view, without a word of what is in them. */
@NullMarked
package dev.kehu.platform.projection.compare;

import org.jspecify.annotations.NullMarked;
