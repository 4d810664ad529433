/** Tests of the facts measured from events. */
@NullMarked
package dev.kehu.value.formula.fact;

import org.jspecify.annotations.NullMarked;
