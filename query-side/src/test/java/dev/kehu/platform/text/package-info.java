/** Tests of texts kept sealed. */
@NullMarked
package dev.kehu.platform.text;

import org.jspecify.annotations.NullMarked;
