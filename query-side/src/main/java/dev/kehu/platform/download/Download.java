package dev.kehu.platform.download;

import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A table on its way to a file: the body of an answer. */
public record Download(TableFormat format, Table<?> table) {
    /** Writes the file, a row in memory at a time. */
    public void write(OutputStream out) throws IOException {
        write(table, out);
    }

    private <R> void write(Table<R> of, OutputStream out) throws IOException {
        try (Stream<R> rows = of.rows().get();
                TableFormat.Writer writer = format.open(out, of.columns())) {
            long left = format.mostRows();
            for (Iterator<R> each = rows.iterator(); each.hasNext(); left--) {
                if (left == 0) throw new IOException("More rows came than the format holds");
                writer.row(cells(of.columns(), each.next()));
            }
            writer.finish();
        }
    }

    private static <R> List<@Nullable Object> cells(List<Column<R>> columns, R row) {
        List<@Nullable Object> cells = new ArrayList<>(columns.size());
        for (Column<R> column : columns) cells.add(column.cell().apply(row));
        return cells;
    }
}
