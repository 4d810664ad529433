/**
 * What a view leaves out, subject by subject: events that could not be folded, and those behind.
 */
@NullMarked
package dev.kehu.platform.projection.parking;

import org.jspecify.annotations.NullMarked;
