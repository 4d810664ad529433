/** The HTTP edge of the commands about customers. */
@NullMarked
package dev.kehu.customer.web;

import org.jspecify.annotations.NullMarked;
