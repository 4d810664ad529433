package dev.kehu.customer.view.customer360;

import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;

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
                    Column.time("lastAt", Row::lastAt));

    private RowColumns() {}
}
