/** Tests of texts kept sealed. */
@NullMarked
package dev.kehu.platform.sealing;

import org.jspecify.annotations.NullMarked;
