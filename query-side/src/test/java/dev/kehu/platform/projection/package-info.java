/** Tests of the projection engine. */
@NullMarked
package dev.kehu.platform.projection;

import org.jspecify.annotations.NullMarked;
