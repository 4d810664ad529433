package dev.kehu.platform.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

@Isolated("it counts what the heap holds")
class TablesTest {
    private static final Instant NOON = Instant.parse("1997-01-18T12:00:00Z");

    record Line(@Nullable String text, @Nullable Object number, @Nullable Instant time) {}

    private static final Columns<Line> COLUMNS =
            new Columns<>(
                    Column.text("text", Line::text),
                    Column.number("number", Line::number),
                    Column.time("time", Line::time));

    private static final String SHEET = "xl/worksheets/sheet1.xml";

    @TempDir Path directory;
    private final Tables tables = new Tables(List.of());

    private static Table<Line> table(Line... lines) {
        return new Table<>("lines", COLUMNS.chosen(null), lines.length, () -> Stream.of(lines));
    }

    private byte[] file(String format, Table<?> table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(format, table, out);
        return out.toByteArray();
    }

    private void write(String format, Table<?> table, OutputStream out) {
        try {
            new Download(tables.format(format).orElseThrow(), table).write(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String csv(Line... lines) {
        return new String(file("csv", table(lines)), StandardCharsets.UTF_8);
    }

    /** Through its directory, as spreadsheets read it. */
    private String sheet(byte[] xlsx) {
        try {
            Path file = Files.write(directory.resolve("sheet.xlsx"), xlsx);
            try (ZipFile zip = new ZipFile(file.toFile());
                    InputStream sheet = zip.getInputStream(zip.getEntry(SHEET))) {
                return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Nested
    class InCsv {
        @Test
        void beginsWithTheNamesOfTheColumnsAndEndsEveryLineAsTheStandardSays() {
            assertThat(csv(new Line("Ann", new BigDecimal("-12.50"), NOON)))
                    .isEqualTo("text,number,time\r\nAnn,-12.50,1997-01-18T12:00:00Z\r\n");
        }

        @Test
        void quotesCommasQuotesAndLineEnds() {
            assertThat(csv(new Line("a,\"b\"\nc", null, null)))
                    .endsWith("\r\n\"a,\"\"b\"\"\nc\",,\r\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a;=1+2", "a\t=1+2"})
        void quotesWhatEndsACellElsewhere(String text) {
            assertThat(csv(new Line(text, null, null))).endsWith("\r\n\"" + text + "\",,\r\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "=1+2",
                    "+cmd|x",
                    "-2+3",
                    "@sum(a1)",
                    "\tx",
                    "\rx",
                    "\n=1",
                    "＝1+2",
                    "＋1",
                    "－1",
                    "＠x"
                })
        void neverBeginsATextLikeAFormula(String text) {
            String cell =
                    csv(new Line(text, null, null)).substring("text,number,time\r\n".length());
            assertThat(cell).matches("(?s)\"?'.*");
        }

        @ParameterizedTest
        @ValueSource(strings = {"+49 (89) 123-45", "-12.50", "a=b", "1-2", ""})
        void leavesPhoneNumbersAndNumbersAlone(String text) {
            assertThat(csv(new Line(text, null, null))).contains("\r\n" + text + ",,");
        }

        @Test
        void hasAByteOrderMarkOnlyWhenAsked() {
            assertThat(file("csv-bom", table())).startsWith(0xEF, 0xBB, 0xBF);
            assertThat(file("csv", table())).startsWith('t');
        }
    }

    @Nested
    class InXlsx {
        @Test
        void holdsTextsNumbersAndDates() {
            String sheet =
                    sheet(
                            file(
                                    "xlsx",
                                    table(new Line("=1+2 & <x>", new BigDecimal("12.50"), NOON))));
            assertThat(sheet)
                    .contains("t=\"inlineStr\"", "=1+2 &amp; &lt;x&gt;", "<v>12.50</v>")
                    .contains("<v>35448.5</v>")
                    .doesNotContain("<f>");
        }

        @Test
        void keepsNumbersAsTextThatASheetWouldRound() {
            String sheet = sheet(file("xlsx", table(new Line("a", 1234567890123456789L, null))));
            assertThat(sheet)
                    .doesNotContain("<v>1234567890123456789")
                    .contains("1234567890123456789");
        }

        @Test
        void cutsWhatACellCannotHoldAndLeavesOutWhatXmlCannot() {
            String sheet =
                    sheet(file("xlsx", table(new Line("x\u0000" + "y".repeat(40_000), 1, null))));
            assertThat(sheet)
                    .doesNotContain("\u0000")
                    .contains("y&#x2026;")
                    .doesNotContain("y".repeat(32_767));
        }

        @Test
        void refusesMoreRowsThanASheetHoldsBeforeAnythingIsWritten() {
            TableFormat xlsx = tables.format("xlsx").orElseThrow();
            assertThat(xlsx.mostRows()).isEqualTo(1_048_575);
            assertThatThrownBy(
                            () -> Tables.answer(xlsx, rows(1_048_576), new Freshness(1, 1), null))
                    .isInstanceOf(Refusal.class)
                    .extracting("code")
                    .isEqualTo("format.too-many-rows");
            assertThat(Tables.answer(xlsx, rows(1_048_575), new Freshness(1, 1), null).getBody())
                    .isNotNull();
        }

        @Test
        void countsWhereTheBoundIsTooHigh() {
            TableFormat xlsx = tables.format("xlsx").orElseThrow();
            Table<Line> few =
                    new Table<>("few", COLUMNS.chosen(null), Long.MAX_VALUE, () -> Stream.empty());
            assertThat(Tables.answer(xlsx, few, new Freshness(1, 1), null).getBody()).isNotNull();
        }
    }

    private static Table<Line> rows(long count) {
        return new Table<>(
                "lines",
                COLUMNS.chosen(null),
                count,
                () -> LongStream.range(0, count).mapToObj(i -> new Line("text " + i, i, NOON)));
    }

    /** Counts bytes, and what the writer holds on to while it writes. */
    private static final class Sink extends OutputStream {
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void write(int b) {
            bytes.incrementAndGet();
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes.addAndGet(length);
        }
    }

    @ParameterizedTest
    @CsvSource({"csv, 8", "xlsx, 24"})
    void writesAMillionRowsInFlatMemory(String format, long megabytes) {
        AtomicLong most = new AtomicLong();
        long before = used();
        Table<Line> counted =
                new Table<>(
                        "lines",
                        COLUMNS.chosen(null),
                        1_000_000,
                        () ->
                                rows(1_000_000)
                                        .rows()
                                        .get()
                                        .peek(
                                                line -> {
                                                    if (((Long) line.number()) % 250_000 == 249_999)
                                                        most.accumulateAndGet(used(), Math::max);
                                                }));
        Sink sink = new Sink();
        write(format, counted, sink);
        assertThat(sink.bytes.get()).isGreaterThan(1_000_000);
        assertThat(most.get() - before).isLessThan(megabytes << 20);
    }

    /** What is reachable: a full collection, twice, for what the first one only queues. */
    private static long used() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Nested
    class WhenAsked {
        @Test
        void namesTheFormatsThereAre() {
            assertThat(tables.format(null)).isEmpty();
            assertThat(tables.format("json")).isEmpty();
            assertThatThrownBy(() -> tables.format("parquet"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("[json, csv, csv-bom, xlsx]")
                    .extracting("code")
                    .isEqualTo("format.unknown");
        }

        @Test
        void takesFurtherFormats() {
            Tables more = new Tables(List.of(new Csv("parquet", false)));
            assertThat(more.format("parquet")).isPresent();
        }

        @Test
        void saysHowFreshTheFileIsAndNamesItAfterNobody() {
            ResponseEntity<?> answer =
                    Tables.answer(
                            tables.format("csv").orElseThrow(), table(), new Freshness(7, 9), "n");
            assertThat(answer.getHeaders().getFirst("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"kehu-lines-7.csv\"");
            assertThat(answer.getHeaders().getFirst("X-Position")).isEqualTo("7");
            assertThat(answer.getHeaders().getFirst("X-Store-Position")).isEqualTo("9");
            assertThat(answer.getHeaders().getFirst("X-Behind")).isEqualTo("2");
            assertThat(answer.getHeaders().getFirst("X-Next-Cursor")).isEqualTo("n");
        }
    }

    @Test
    void leavesAFileThatBrokeOffUnfinished() {
        Table<Line> broken =
                new Table<>(
                        "lines",
                        COLUMNS.chosen(null),
                        9,
                        () ->
                                LongStream.range(0, 9)
                                        .mapToObj(
                                                i -> {
                                                    if (i == 5) throw new IllegalStateException();
                                                    return new Line("text", i, NOON);
                                                }));
        for (String format : List.of("csv", "xlsx")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> write(format, broken, out))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(new String(out.toByteArray(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("[Content_Types].xml", "text,");
        }
    }
}
