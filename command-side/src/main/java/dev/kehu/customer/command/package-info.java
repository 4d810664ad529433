/** Decides what may happen to customers, their codes, contact points and contact persons. */
@NullMarked
package dev.kehu.customer.command;

import org.jspecify.annotations.NullMarked;
