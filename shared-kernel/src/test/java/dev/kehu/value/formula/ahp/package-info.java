/** Tests of the analytic hierarchy process. */
@NullMarked
package dev.kehu.value.formula.ahp;

import org.jspecify.annotations.NullMarked;
