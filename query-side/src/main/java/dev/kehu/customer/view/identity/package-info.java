/**
 * View: which customers are one. Merged customers are combined on reading, nothing is rewritten.
 */
@NullMarked
package dev.kehu.customer.view.identity;

import org.jspecify.annotations.NullMarked;
