/** Formulas: the analytic hierarchy process, from judgements in pairs to weights and scores. */
@NullMarked
package dev.kehu.value.formula.ahp;

import org.jspecify.annotations.NullMarked;
