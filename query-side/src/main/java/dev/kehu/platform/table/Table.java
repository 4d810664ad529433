package dev.kehu.platform.table;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Rows to be written to a file.
 *
 * @param name of the file, without anything about whom it is about
 * @param atMost an upper bound of the number of rows, quickly found
 * @param rows may be asked for more than once; read one at a time
 */
public record Table<R>(
        String name, List<Column<R>> columns, long atMost, Supplier<Stream<R>> rows) {

    /** Counts only where the bound does not tell. */
    public boolean longerThan(long most) {
        if (atMost <= most) return false;
        try (Stream<R> all = rows.get()) {
            return all.limit(most + 1).count() > most;
        }
    }
}
