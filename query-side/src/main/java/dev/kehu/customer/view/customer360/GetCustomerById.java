package dev.kehu.customer.view.customer360;

import dev.kehu.platform.querybus.Question;

/**
 * How a customer stands. In this process also answered by a {@link dev.kehu.platform.live.State};
 * subscribers hear by {@link dev.kehu.platform.live.Moved} of every batch that changed customers.
 */
public record GetCustomerById(String customer) implements Question<Customer360Answer> {}
