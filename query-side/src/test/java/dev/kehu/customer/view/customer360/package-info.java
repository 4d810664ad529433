/** Tests of the customer on one page. */
@NullMarked
package dev.kehu.customer.view.customer360;

import org.jspecify.annotations.NullMarked;
