/** Tests of the purchase and spend models. */
@NullMarked
package dev.kehu.value.formula.lifetime;

import org.jspecify.annotations.NullMarked;
