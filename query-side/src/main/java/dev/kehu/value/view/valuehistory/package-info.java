/** View: what a customer was worth, month by month. */
@NullMarked
package dev.kehu.value.view.valuehistory;

import org.jspecify.annotations.NullMarked;
