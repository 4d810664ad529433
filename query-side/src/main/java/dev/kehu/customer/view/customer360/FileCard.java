package dev.kehu.customer.view.customer360;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What a customer was registered as. */
record FileCard(
        @Nullable String code, @Nullable String name, @Nullable String type, Instant registeredAt) {
    static FileCard of(CustomerRegistered e) {
        return new FileCard(e.code(), e.name(), e.type(), e.occurredAt());
    }
}
