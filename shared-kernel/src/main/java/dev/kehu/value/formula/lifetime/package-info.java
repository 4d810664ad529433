/** Formulas: what a customer will still buy, from what was bought (BG/NBD and Gamma-Gamma). */
@NullMarked
package dev.kehu.value.formula.lifetime;

import org.jspecify.annotations.NullMarked;
