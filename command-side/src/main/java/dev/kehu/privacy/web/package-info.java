/** Erasures and legal holds over HTTP. */
@NullMarked
package dev.kehu.privacy.web;

import org.jspecify.annotations.NullMarked;
