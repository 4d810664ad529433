/** View: everything about one customer on one page, and the list of all customers. */
@NullMarked
package dev.kehu.customer.view.customer360;

import org.jspecify.annotations.NullMarked;
