/** View: what became different about a customer between two moments, and by which events. */
@NullMarked
package dev.kehu.customer.view.difference;

import org.jspecify.annotations.NullMarked;
