/** Tests of the value history. */
@NullMarked
package dev.kehu.value.view.valuehistory;

import org.jspecify.annotations.NullMarked;
