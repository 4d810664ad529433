/** Tests of the analysts' copy: what stands in it, and what may be asked. */
@NullMarked
package dev.kehu.customer.view.columns;

import org.jspecify.annotations.NullMarked;
