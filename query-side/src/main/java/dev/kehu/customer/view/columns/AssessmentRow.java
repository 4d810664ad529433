package dev.kehu.customer.view.columns;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** One assessment of a customer's value as a row. */
final class AssessmentRow {
    static final String NAME = "assessments";
    private static final int PLACES = 9, DIGITS = 10;

    static final Table TABLE =
            Table.ofRows(
                    NAME,
                    "One row for each assessment of a customer's value.",
                    List.of(
                            new Column("position", "BIGINT", "place in history"),
                            new Column("subject", "VARCHAR", "customer who was assessed"),
                            new Column("occurred_at", "TIMESTAMP", "business time, UTC"),
                            new Column("recorded_at", "TIMESTAMP", "recorded time, UTC"),
                            new Column("day", "DATE", "business day it is of"),
                            new Column("score", "DECIMAL(10,9)", "0 to 1"),
                            new Column("current_value", "DECIMAL(10,9)", "sub-score, 0 to 1"),
                            new Column("potential_value", "DECIMAL(10,9)", "sub-score, 0 to 1"),
                            new Column("class", "VARCHAR", "low, secondary, potential or high"),
                            new Column("trend", "VARCHAR", "rising, steady or falling"),
                            new Column("model", "VARCHAR", "value model"),
                            new Column("version", "BIGINT", "of the model")));

    private AssessmentRow() {}

    static List<@Nullable Object> of(RecordedEvent event, ValueAssessed e) {
        return Arrays.asList(
                event.position(),
                e.customerId().value(),
                e.occurredAt(),
                event.recordedAt(),
                e.businessDay(),
                share(e.score()),
                share(e.current()),
                share(e.potential()),
                e.valueClass(),
                e.trend(),
                e.modelId().value(),
                e.version().longValue());
    }

    /** One that no column takes would stop the whole copy. */
    private static @Nullable BigDecimal share(BigDecimal number) {
        return InteractionRow.fitting(number, PLACES, DIGITS);
    }
}
