/**
 * What follows by itself about customers' value: facts are read, models fitted, values assessed.
 */
@NullMarked
package dev.kehu.value.process;

import org.jspecify.annotations.NullMarked;
