package dev.kehu.customer.view.columns;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;

/** One interaction as a row. */
final class InteractionRow {
    static final String NAME = "interactions";
    private static final int MONEY = 4, QUANTITY = 9, DIGITS = 23, QUANTITY_DIGITS = 38;

    static final Table TABLE =
            Table.ofRows(
                    NAME,
                    "One row for each interaction.",
                    List.of(
                            new Column("position", "BIGINT", "place in history"),
                            new Column("interaction", "VARCHAR", "id of the interaction"),
                            new Column("subject", "VARCHAR", "customer it was recorded for"),
                            new Column("occurred_at", "TIMESTAMP", "business time, UTC"),
                            new Column("recorded_at", "TIMESTAMP", "recorded time, UTC"),
                            new Column("day", "DATE", "business day in the firm's zone"),
                            new Column("month", "VARCHAR", "1997-01, in the firm's zone"),
                            new Column("hour", "BIGINT", "0 to 23, in the firm's zone"),
                            new Column("channel", "VARCHAR", "as in the contract of events"),
                            new Column("direction", "VARCHAR", "inbound or outbound"),
                            new Column("kind", "VARCHAR", "as in the contract of events"),
                            new Column("amount", "DECIMAL(23,4)", "money, exact"),
                            new Column("currency", "VARCHAR", "ISO 4217, of the amount"),
                            new Column("quantity", "DECIMAL(38,9)", "how many"),
                            new Column("product", "VARCHAR", "product code"),
                            new Column("cost", "DECIMAL(23,4)", "cost of serving, exact"),
                            new Column("cost_currency", "VARCHAR", "ISO 4217, of the cost"),
                            new Column("duration_seconds", "BIGINT", "how long it took"),
                            new Column("employee", "VARCHAR", "id of who served")));

    private InteractionRow() {}

    static List<@Nullable Object> of(RecordedEvent event, InteractionRecorded e, ZoneId zone) {
        ZonedDateTime here = e.occurredAt().atZone(zone);
        LocalDate day = here.toLocalDate();
        return Arrays.asList(
                event.position(),
                e.interactionId().value(),
                e.customerId().value(),
                e.occurredAt(),
                event.recordedAt(),
                day,
                YearMonth.from(day).toString(),
                (long) here.getHour(),
                e.channel(),
                e.direction(),
                e.kind(),
                value(e.amount()),
                currency(e.amount()),
                fitting(e.quantity(), QUANTITY, QUANTITY_DIGITS),
                e.product(),
                value(e.cost()),
                currency(e.cost()),
                e.durationSeconds(),
                e.employee());
    }

    private static @Nullable BigDecimal value(@Nullable Money money) {
        return money == null ? null : fitting(money.value(), MONEY, DIGITS);
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.currency();
    }

    /** History is read as it is: what no column holds is missing, and documented so. */
    static @Nullable BigDecimal fitting(@Nullable BigDecimal number, int scale, int digits) {
        if (number == null) return null;
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_EVEN);
        return rounded.precision() > digits ? null : rounded;
    }
}
