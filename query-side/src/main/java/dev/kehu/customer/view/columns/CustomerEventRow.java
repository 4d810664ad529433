package dev.kehu.customer.view.columns;

import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactEvent.ContactReleased;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.api.CustomerEvent.HoldLifted;
import dev.kehu.customer.api.CustomerEvent.HoldPlaced;
import dev.kehu.customer.api.CustomerEvent.TextsErased;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What happened to a customer file, as a row. */
final class CustomerEventRow {
    static final String NAME = "customer_events";

    static final Table TABLE =
            Table.ofRows(
                    NAME,
                    "One row for each event of a customer file.",
                    List.of(
                            new Column("position", "BIGINT", "place in history"),
                            new Column("event", "VARCHAR", "name in the event catalogue"),
                            new Column("subject", "VARCHAR", "customer it happened to"),
                            new Column("other", "VARCHAR", "the other customer of a merge"),
                            new Column("kind", "VARCHAR", "kind of the contact point"),
                            new Column("occurred_at", "TIMESTAMP", "business time, UTC"),
                            new Column("recorded_at", "TIMESTAMP", "recorded time, UTC")));

    private CustomerEventRow() {}

    static @Nullable List<@Nullable Object> of(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerEvent e -> of(event, e);
            case ContactClaimed e -> row(event, e.customerId(), null, e.kind(), e.occurredAt());
            case ContactReleased e -> row(event, e.customerId(), null, null, e.occurredAt());
            default -> null;
        };
    }

    private static List<@Nullable Object> of(RecordedEvent event, CustomerEvent customer) {
        CustomerId id = customer.customerId();
        return switch (customer) {
            case CustomerOpened e -> row(event, id, null, null, e.occurredAt());
            case CustomerRegistered e -> row(event, id, null, null, e.occurredAt());
            case ContactCorrected e -> row(event, id, null, e.kind(), e.occurredAt());
            case CustomerAbsorbed e -> row(event, id, e.absorbed(), null, e.occurredAt());
            case CustomerMerged e -> row(event, id, e.survivor(), null, e.occurredAt());
            case CustomerSeparated e -> row(event, id, e.separated(), null, e.occurredAt());
            case CustomerRestored e -> row(event, id, e.survivor(), null, e.occurredAt());
            case HoldPlaced e -> row(event, id, null, null, e.occurredAt());
            case HoldLifted e -> row(event, id, null, null, e.occurredAt());
            case TextsErased e -> row(event, id, null, null, e.occurredAt());
            case CustomerErased e -> row(event, id, null, null, e.occurredAt());
        };
    }

    private static List<@Nullable Object> row(
            RecordedEvent event,
            CustomerId customer,
            @Nullable CustomerId other,
            @Nullable String kind,
            Instant occurredAt) {
        return Arrays.asList(
                event.position(),
                event.name(),
                customer.value(),
                other == null ? null : other.value(),
                kind,
                occurredAt,
                event.recordedAt());
    }
}
