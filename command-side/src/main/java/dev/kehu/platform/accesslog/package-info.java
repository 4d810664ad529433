/** The log of who looked at whom: an append-only file of its own, with a tree over it. */
@NullMarked
package dev.kehu.platform.accesslog;

import org.jspecify.annotations.NullMarked;
