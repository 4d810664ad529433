package dev.kehu.customer.view.customer360;

import dev.kehu.customer.view.customer360.Customer360.Worth;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** What the list of customers can show, sort by and filter on. */
final class RowColumns {
    static final Columns<Row> ALL =
            new Columns<>(
                    Column.text("id", Row::id),
                    Column.text("code", Row::code),
                    Column.text("name", Row::name),
                    Column.text("type", Row::type),
                    Column.text("status", Row::status),
                    Column.text("contacts", Row::contacts),
                    Column.number("interactions", Row::interactions),
                    Column.time("firstAt", Row::firstAt),
                    Column.time("lastAt", Row::lastAt),
                    Column.text("class", row -> of(row, Worth::valueClass)),
                    Column.text("trend", row -> of(row, Worth::trend)),
                    Column.number("score", row -> of(row, Worth::score)));

    private RowColumns() {}

    private static @Nullable Object of(Row row, Function<Worth, Object> part) {
        return row.worth() == null ? null : part.apply(row.worth());
    }
}
