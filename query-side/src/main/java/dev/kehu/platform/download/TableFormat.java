package dev.kehu.platform.download;

import dev.kehu.platform.table.Column;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/** A kind of file tables are written to. Every bean of this type is offered by every list. */
public interface TableFormat {
    /** What {@code format=} calls it. */
    String name();

    MediaType type();

    /** Of the file's name, without the dot. */
    String ending();

    /** Most rows below the head. */
    default long mostRows() {
        return Long.MAX_VALUE;
    }

    /** Begins a file; memory must not grow with the number of rows. The stream stays open. */
    Writer open(OutputStream out, List<? extends Column<?>> columns) throws IOException;

    /** Takes rows in order. Closed before it is finished, the file must not look whole. */
    interface Writer extends Closeable {
        /**
         * From now on rows whose {@link Strokes#key} it takes get a stroke, which changes no value;
         * formats that can say nothing in two ways have none.
         */
        default void stroke(Predicate<String> keys) {}

        /**
         * @param cells one for each column
         */
        void row(List<@Nullable Object> cells) throws IOException;

        /** Writes what comes after the last row. */
        void finish() throws IOException;
    }
}
