package dev.kehu.house;

import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Subject;

/**
 * Events and commands that break the vocabulary, so that each check is seen red; nothing uses them.
 */
final class WrongEvents {
    private WrongEvents() {}

    @EventName(value = "customer.updated", revision = "two")
    record EverythingUpdated(
            @Open Long count,
            @Subject String first,
            @Subject Long second,
            String bare,
            @Open @Personal String both,
            @Personal int secret,
            @Open Thread odd) {}

    record Nameless(@Subject String customerId) {}

    @EventName("Customer.Shouted")
    record Shouting(@Subject String customerId) {}

    record UpdateCustomerCommand(String customerId) {}

    record Registered(String customerId) {}
}
