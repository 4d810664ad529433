/** Looks at what stands beside the event store, for the doctor. */
@NullMarked
package dev.kehu.control.facts;

import org.jspecify.annotations.NullMarked;
