package dev.kehu.customer.view.columns;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.value.api.CustomerValueEvent.CustomerPlaced;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which strategic segments there are, and who was put into them, as rows. */
final class StrategicRow {
    static final String PLACED = "placements", NAMED = "namings";

    static final Table PLACEMENTS =
            Table.ofRows(
                    PLACED,
                    "One row for each time a customer was put into a strategic segment, or out.",
                    List.of(
                            new Column("position", "BIGINT", "place in history"),
                            new Column("subject", "VARCHAR", "customer who was placed"),
                            new Column("segment", "VARCHAR", "none: taken out"),
                            new Column("occurred_at", "TIMESTAMP", "business time, UTC"),
                            new Column("recorded_at", "TIMESTAMP", "recorded time, UTC")));

    static final Table NAMINGS =
            Table.ofRows(
                    NAMED,
                    "One row for each segment, each time the strategic ones were named.",
                    List.of(
                            new Column("position", "BIGINT", "place in history"),
                            new Column("number", "BIGINT", "of the naming, the highest counts"),
                            new Column("segment", "VARCHAR", "none: there are none any more"),
                            new Column("occurred_at", "TIMESTAMP", "business time, UTC"),
                            new Column("recorded_at", "TIMESTAMP", "recorded time, UTC")));

    private StrategicRow() {}

    static List<@Nullable Object> of(RecordedEvent event, CustomerPlaced e) {
        return Arrays.asList(
                event.position(),
                e.customerId().value(),
                e.segment(),
                e.occurredAt(),
                event.recordedAt());
    }

    static List<List<@Nullable Object>> of(RecordedEvent event, SegmentsNamed e) {
        List<@Nullable String> segments = new ArrayList<>(e.segments());
        if (segments.isEmpty()) segments.add(null);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String segment : segments)
            rows.add(
                    Arrays.asList(
                            event.position(),
                            e.number().longValue(),
                            segment,
                            e.occurredAt(),
                            event.recordedAt()));
        return rows;
    }
}
