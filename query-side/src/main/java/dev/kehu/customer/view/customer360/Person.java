package dev.kehu.customer.view.customer360;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.UnaryOperator;

/** A person to speak to at a customer. */
public record Person(@Nullable String name, @Nullable String role, List<Address> contacts) {
    /** How to reach the person. */
    public record Address(@Nullable String kind, @Nullable String value, @Nullable String system) {
        Address with(UnaryOperator<@Nullable String> texts) {
            return new Address(texts.apply(kind), texts.apply(value), texts.apply(system));
        }
    }
}
