package dev.kehu.platform.download;

import dev.kehu.platform.table.Column;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * RFC 4180 in UTF-8. A text never begins like a formula: spreadsheets would carry it out.
 *
 * @param mark whether a byte order mark comes first; older spreadsheets take UTF-8 for something
 *     else without it, and most programs stumble over it
 */
record Csv(String name, boolean mark) implements TableFormat {
    /** Others than commas end a cell where spreadsheets are set to other countries. */
    private static final String IN_QUOTES = "\",;\t\n\r";

    private static final int BUFFER = 32 * 1024;

    @Override
    public MediaType type() {
        return new MediaType("text", "csv", StandardCharsets.UTF_8);
    }

    @Override
    public String ending() {
        return "csv";
    }

    @Override
    public Writer open(OutputStream out, List<? extends Column<?>> columns) throws IOException {
        var lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        if (mark) lines.write('\uFEFF');
        lines.write(String.join(",", columns.stream().map(Column::name).toList()));
        lines.write("\r\n");
        return new Lines(lines);
    }

    private record Lines(BufferedWriter lines) implements Writer {
        @Override
        public void row(List<@Nullable Object> cells) throws IOException {
            boolean first = true;
            for (Object cell : cells) {
                if (!first) lines.write(',');
                first = false;
                lines.write(cell instanceof Number ? Column.plain(cell) : quoted(cell));
            }
            lines.write("\r\n");
        }

        @Override
        public void finish() throws IOException {
            lines.flush();
        }

        /** What is still held back is left out: the file ends in the middle. */
        @Override
        public void close() {}
    }

    private static String quoted(@Nullable Object cell) {
        String safe = Formulas.guarded(Column.plain(cell));
        boolean plain = safe.chars().noneMatch(c -> IN_QUOTES.indexOf(c) >= 0);
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
