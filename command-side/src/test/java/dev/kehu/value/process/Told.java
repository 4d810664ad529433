package dev.kehu.value.process;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A history told event by event, in pages of two. */
final class Told implements OrderedHistory {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int PAGE = 2;

    private final List<RecordedEvent> events = new ArrayList<>();

    Told then(DomainEvent payload) {
        events.add(
                new RecordedEvent(
                        events.size() + 1L,
                        "stream-" + events.size(),
                        0,
                        new UUID(0, events.size()),
                        "name",
                        "1",
                        "subject",
                        NOON,
                        payload,
                        Map.of(),
                        new byte[32]));
        return this;
    }

    Told registered(String customer, @Nullable String code) {
        return then(new CustomerRegistered(new CustomerId(customer), code, null, null, NOON));
    }

    Told merged(String absorbed, String survivor) {
        return then(
                new CustomerMerged(new CustomerId(absorbed), new CustomerId(survivor), null, NOON));
    }

    Told restored(String absorbed, String survivor) {
        return then(
                new CustomerRestored(
                        new CustomerId(absorbed), new CustomerId(survivor), null, NOON));
    }

    Told order(String customer, String day, String amount, String currency) {
        return contact(customer, day, "order", new Money(new BigDecimal(amount), currency));
    }

    Told contact(String customer, String time, String kind, @Nullable Money amount) {
        Instant at = time.length() > 10 ? Instant.parse(time) : Instant.parse(time + "T12:00:00Z");
        return then(
                new InteractionRecorded(
                        new InteractionId("interaction-" + events.size()),
                        new CustomerId(customer),
                        "web",
                        "inbound",
                        kind,
                        at,
                        amount,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "fingerprint"));
    }

    @Override
    public String storeId() {
        return "told";
    }

    @Override
    public long head() {
        return events.size();
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        int from = (int) Math.min(position, events.size());
        return List.copyOf(
                events.subList(from, Math.min(events.size(), from + Math.min(limit, PAGE))));
    }
}
