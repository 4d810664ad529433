/** Formulas: finding the parameters that make what was observed most likely. */
@NullMarked
package dev.kehu.value.formula.likelihood;

import org.jspecify.annotations.NullMarked;
