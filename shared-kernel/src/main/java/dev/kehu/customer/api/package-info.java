/** Customers: who they are, how they are reached, and which of them turned out to be one. */
@NullMarked
package dev.kehu.customer.api;

import org.jspecify.annotations.NullMarked;
