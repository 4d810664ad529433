/** Tests of who is one with whom. */
@NullMarked
package dev.kehu.customer.view.identity;

import org.jspecify.annotations.NullMarked;
