package dev.kehu.platform.download;

import dev.kehu.platform.table.Column;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One sheet, its first row the names of the columns. Texts stand in their cells and are never read
 * as formulas; a shared table of texts would grow with the rows. Times are dates of the sheet, UTC.
 */
record Xlsx() implements TableFormat {
    /** What a sheet can hold, less the head. */
    static final int MOST = 1_048_576 - 1;

    @Override
    public String name() {
        return "xlsx";
    }

    @Override
    public MediaType type() {
        return MediaType.parseMediaType(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    @Override
    public String ending() {
        return "xlsx";
    }

    @Override
    public long mostRows() {
        return MOST;
    }

    @Override
    public Writer open(OutputStream out, List<? extends Column<?>> columns) {
        Workbook book = new Workbook(out, "Kehu", null);
        Worksheet sheet = book.newWorksheet("Kehu");
        sheet.freezePane(0, 1);
        for (int i = 0; i < columns.size(); i++) {
            sheet.width(i, 20);
            sheet.inlineString(0, i, columns.get(i).name());
        }
        return new Sheet(book, sheet);
    }

    private static final class Sheet implements Writer {
        private static final int TOGETHER = 500;

        /** What a cell can hold, and up to where a number in it is exact. */
        private static final int LONGEST_TEXT = 32_767, DIGITS = 15;

        /** Earlier days have other numbers in different spreadsheets. */
        private static final Instant FIRST = Instant.parse("1900-03-01T00:00:00Z");

        private final Workbook book;
        private final Worksheet sheet;
        private Predicate<String> strokes = Strokes.NONE;
        private int row;

        Sheet(Workbook book, Worksheet sheet) {
            this.book = book;
            this.sheet = sheet;
        }

        @Override
        public void stroke(Predicate<String> keys) {
            strokes = keys;
        }

        @Override
        public void row(List<@Nullable Object> cells) throws IOException {
            row++;
            List<String> texts = new ArrayList<>(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                Object cell = cells.get(i);
                texts.add(cell == null ? "" : write(i, cell));
            }
            if (strokes != Strokes.NONE) stroke(texts);
            if (row % TOGETHER == 0) sheet.flush();
        }

        /** Gives the text it wrote, nothing where it wrote no text. */
        private String write(int column, Object cell) {
            switch (cell) {
                case Instant time when !time.isBefore(FIRST) -> {
                    sheet.value(row, column, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
                    sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
                    return "";
                }
                case Number number when exact(number) -> {
                    sheet.value(row, column, number);
                    return "";
                }
                default -> {
                    String text = fitting(Column.plain(cell));
                    sheet.inlineString(row, column, text);
                    return text;
                }
            }
        }

        /** "General" is how cells are aligned that say nothing. */
        private void stroke(List<String> texts) {
            String key = Strokes.key(texts);
            if (!key.isEmpty() && strokes.test(key))
                sheet.style(row, Strokes.place(texts)).horizontalAlignment("general").set();
        }

        private static boolean exact(Number number) {
            return new BigDecimal(number.toString()).precision() <= DIGITS;
        }

        private static String fitting(String text) {
            if (text.length() <= LONGEST_TEXT) return text;
            int end = LONGEST_TEXT - 1;
            if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
            return text.substring(0, end) + "…";
        }

        @Override
        public void finish() throws IOException {
            book.finish();
        }

        /** A book that is not finished has no directory: nothing opens it. */
        @Override
        public void close() {}
    }
}
