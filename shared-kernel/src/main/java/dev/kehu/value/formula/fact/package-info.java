/** Formulas: what a customer's own events say about money, service, loyalty and payment. */
@NullMarked
package dev.kehu.value.formula.fact;

import org.jspecify.annotations.NullMarked;
