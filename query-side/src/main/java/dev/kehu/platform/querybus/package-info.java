/** What other programs may ask this one, and how it tells that nobody answered. */
@NullMarked
package dev.kehu.platform.querybus;

import org.jspecify.annotations.NullMarked;
