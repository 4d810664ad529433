/** Tests of the search for parameters. */
@NullMarked
package dev.kehu.value.formula.likelihood;

import org.jspecify.annotations.NullMarked;
