package dev.kehu.platform.download;

import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A table on its way to a file: the body of an answer.
 *
 * @param strokes keys of the rows that get one
 */
public record Download(TableFormat format, Table<?> table, Predicate<String> strokes) {
    public Download(TableFormat format, Table<?> table) {
        this(format, table, Strokes.NONE);
    }

    /** The same with a mark of who gets it. */
    public Download marked(Predicate<String> by) {
        return new Download(format, table, by);
    }

    /** Writes the file, a row in memory at a time. */
    public void write(OutputStream out) throws IOException {
        write(table, out);
    }

    private <R> void write(Table<R> of, OutputStream out) throws IOException {
        try (Stream<R> rows = of.rows().get();
                TableFormat.Writer writer = format.open(out, of.columns())) {
            writer.stroke(strokes);
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
