/** Tests of what follows about customers' value. */
@NullMarked
package dev.kehu.value.process;

import org.jspecify.annotations.NullMarked;
