package dev.kehu.value.view.valuehistory;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.table.Asked;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;
import dev.kehu.platform.table.ShortList;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Answer;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Done;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Found;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Month;
import dev.kehu.value.view.valuehistory.ValueHistoryApi.Recency;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The lists of a value history; a question goes to one of them, the others stay whole. */
enum ValueLists {
    MONTHS("months") {
        @Override
        ShortList.Page<?> page(Answer answer, Asked asked) {
            return new ShortList<>(MONTH, m -> m.month() + m.currency(), answer.months())
                    .page(asked);
        }
    },
    ASSESSMENTS("assessments") {
        @Override
        ShortList.Page<?> page(Answer answer, Asked asked) {
            return new ShortList<>(
                            ASSESSMENT, a -> String.valueOf(a.position()), answer.assessments())
                    .page(asked);
        }
    },
    TREATMENTS("treatments") {
        @Override
        ShortList.Page<?> page(Answer answer, Asked asked) {
            return new ShortList<>(
                            TREATMENT, t -> String.valueOf(t.position()), answer.treatments())
                    .page(asked);
        }
    };

    private static final Columns<Month> MONTH =
            new Columns<>(
                    Column.time("month", Month::month),
                    Column.number("orders", Month::orders),
                    Column.<Month>number("value", m -> new BigDecimal(m.value()))
                            .shown(Month::value),
                    Column.text("currency", Month::currency));

    private static final Columns<Found> ASSESSMENT =
            new Columns<>(
                    Column.time("at", Found::at),
                    Column.number("score", Found::score),
                    Column.number("current", Found::current),
                    Column.number("potential", Found::potential),
                    Column.text("class", Found::valueClass),
                    Column.text("trend", Found::trend),
                    Column.text("model", Found::model),
                    Column.<Found>text("contributions", ValueLists::told)
                            .shown(Found::contributions));

    private static final Columns<Done> TREATMENT =
            new Columns<>(
                    Column.number("number", Done::number),
                    Column.time("at", Done::at),
                    Column.text("action", Done::action),
                    Column.<Done>number("cost", d -> new BigDecimal(d.cost())).shown(Done::cost),
                    Column.text("currency", Done::currency),
                    Column.text("class", d -> d.before().valueClass()),
                    Column.number("score", d -> d.before().score()),
                    Column.text(
                            "classAfter", d -> d.after() == null ? null : d.after().valueClass()),
                    Column.number("scoreAfter", d -> d.after() == null ? null : d.after().score()),
                    Column.text("outcome", Done::outcome),
                    Column.text("customer", Done::customer));

    private final String label;

    ValueLists(String label) {
        this.label = label;
    }

    abstract ShortList.Page<?> page(Answer answer, Asked asked);

    Object answer(Answer all, ShortList.Page<?> page) {
        return new Selected(
                all.id(),
                of(MONTHS, page, all.months()),
                all.recency(),
                of(ASSESSMENTS, page, all.assessments()),
                of(TREATMENTS, page, all.treatments()),
                page.next(),
                all.position(),
                all.storePosition(),
                all.behind());
    }

    private List<?> of(ValueLists list, ShortList.Page<?> page, List<?> whole) {
        return this == list ? items(page) : whole;
    }

    static ValueLists named(@Nullable String list) {
        if (list == null || list.isBlank()) return MONTHS;
        for (ValueLists each : values()) if (each.label.equals(list)) return each;
        throw Refusal.invalid("list.unknown", "list is months, assessments or treatments");
    }

    String file() {
        return "value-" + label;
    }

    private static List<String> told(Found found) {
        return found.contributions().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().toPlainString())
                .toList();
    }

    private static <R> List<Map<String, @Nullable Object>> items(ShortList.Page<R> page) {
        return page.rows().stream().map(row -> Columns.item(page.columns(), row)).toList();
    }

    /** The answer, with the rows and columns asked for. */
    record Selected(
            String id,
            List<?> months,
            Recency recency,
            List<?> assessments,
            List<?> treatments,
            @Nullable String next,
            long position,
            long storePosition,
            long behind) {}
}
