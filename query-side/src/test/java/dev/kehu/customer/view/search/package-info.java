/** Tests of finding customers. */
@NullMarked
package dev.kehu.customer.view.search;

import org.jspecify.annotations.NullMarked;
