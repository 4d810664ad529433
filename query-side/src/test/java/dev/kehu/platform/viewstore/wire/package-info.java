/** What the server answers, and to whom. */
@NullMarked
package dev.kehu.platform.viewstore.wire;

import org.jspecify.annotations.NullMarked;
