package dev.kehu.platform.download;

import dev.kehu.platform.table.Column;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * RFC 4180 in UTF-8. A text never begins like a formula: spreadsheets would carry it out.
 *
 * @param mark whether a byte order mark comes first; older spreadsheets take UTF-8 for something
 *     else without it, and most programs stumble over it
 */
record Csv(String name, boolean mark) implements TableFormat {
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

    private static final class Lines implements Writer {
        private final BufferedWriter lines;
        private Predicate<String> strokes = Strokes.NONE;

        Lines(BufferedWriter lines) {
            this.lines = lines;
        }

        @Override
        public void stroke(Predicate<String> keys) {
            strokes = keys;
        }

        @Override
        public void row(List<@Nullable Object> cells) throws IOException {
            List<String> texts = new ArrayList<>(cells.size());
            for (Object cell : cells) {
                String plain = Column.plain(cell);
                texts.add(cell instanceof Number ? plain : Formulas.guarded(plain));
            }
            int stroke = strokes == Strokes.NONE ? -1 : stroke(texts);
            for (int i = 0; i < texts.size(); i++) {
                if (i > 0) lines.write(',');
                lines.write(i == stroke ? '"' + texts.get(i) + '"' : quoted(texts.get(i)));
            }
            lines.write("\r\n");
        }

        private int stroke(List<String> texts) {
            String key = Strokes.key(texts);
            return !key.isEmpty() && strokes.test(key) ? Strokes.place(texts) : -1;
        }

        @Override
        public void finish() throws IOException {
            lines.flush();
        }

        /** What is still held back is left out: the file ends in the middle. */
        @Override
        public void close() {}
    }

    /** Others than commas end a cell where spreadsheets are set to other countries. */
    private static String quoted(String safe) {
        return Strokes.isPlain(safe) ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
