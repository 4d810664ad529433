/** Ends a writer with SIGKILL and compares every document with the fold of its events. */
@NullMarked
package dev.kehu.platform.viewstore.kill;

import org.jspecify.annotations.NullMarked;
