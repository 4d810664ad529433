/** Tests of ratings, classes and trends. */
@NullMarked
package dev.kehu.value.formula.assessment;

import org.jspecify.annotations.NullMarked;
