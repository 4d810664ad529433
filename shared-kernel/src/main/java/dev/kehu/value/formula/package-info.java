/** Formulas: pure mathematics that both sides use, without a clock, a store or a framework. */
@NullMarked
package dev.kehu.value.formula;

import org.jspecify.annotations.NullMarked;
