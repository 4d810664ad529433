/** Value models and fits over HTTP. */
@NullMarked
package dev.kehu.value.web;

import org.jspecify.annotations.NullMarked;
