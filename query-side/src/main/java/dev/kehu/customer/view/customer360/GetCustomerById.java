package dev.kehu.customer.view.customer360;

/**
 * How a customer stands. Answered by a {@link dev.kehu.platform.live.State}; subscribers hear by
 * {@link dev.kehu.platform.live.Moved} of every batch that changed customers.
 */
public record GetCustomerById(String customer) {}
