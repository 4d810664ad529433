/** Formulas: from measured facts to levels, a score, a class and a trend. */
@NullMarked
package dev.kehu.value.formula.assessment;

import org.jspecify.annotations.NullMarked;
