/** Logs that stand before another log. */
@NullMarked
package dev.kehu.platform.eventstore.forwarding;

import org.jspecify.annotations.NullMarked;
