/** Implementations over HTTP: what may be asked of them. */
@NullMarked
package dev.kehu.lifecycle.web;

import org.jspecify.annotations.NullMarked;
