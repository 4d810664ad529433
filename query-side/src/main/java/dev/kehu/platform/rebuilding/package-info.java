/** Rebuilds of views as an administrator asks for them and follows them over HTTP. */
@NullMarked
package dev.kehu.platform.rebuilding;

import org.jspecify.annotations.NullMarked;
