package dev.kehu.platform.analysis.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.analysis.duckdb.DuckLibrary;
import dev.kehu.platform.download.Download;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class ParquetListsTest {
    private static final Instant NOON = Instant.parse("1997-01-18T12:00:00.123Z");
    private static final Path NATIVE = Path.of("target", "native").toAbsolutePath();
    private static final Columns<Line> COLUMNS =
            new Columns<>(
                    Column.text("text", Line::text),
                    Column.number("number", Line::number),
                    Column.time("time", Line::time));

    @TempDir Path directory;

    private record Line(@Nullable Object text, @Nullable Object number, @Nullable Object time) {}

    @Test
    void keepsTextsNumbersAndTimesAsWhatTheyAre() throws Exception {
        List<String> rows =
                readBack(
                        new Line("=1+2 客户 \"x\"", new BigDecimal("12.50"), NOON),
                        new Line(List.of("a", "b"), 3L, null),
                        new Line(null, null, null));
        assertThat(rows)
                .containsExactly(
                        "VARCHAR DECIMAL(38,2) TIMESTAMP WITH TIME ZONE",
                        "=1+2 客户 \"x\" 12.50 853588800123",
                        "a b 3.00 null",
                        "null null null");
    }

    @Test
    void holdsWholeNumbersAsSuch() throws Exception {
        assertThat(readBack(new Line("a", 123456789012345678L, NOON)))
                .containsExactly(
                        "VARCHAR BIGINT TIMESTAMP WITH TIME ZONE",
                        "a 123456789012345678 853588800123");
    }

    @Test
    void keepsAsTextWhatFitsNoNumberAndNoTime() throws Exception {
        assertThat(readBack(new Line("a", new BigDecimal("1e40"), "1997-01"), new Line("b", 1, "")))
                .startsWith("VARCHAR VARCHAR VARCHAR")
                .contains("b 1 ");
    }

    @Test
    void writesTheColumnsOfAListWithoutRows() throws Exception {
        assertThat(readBack()).containsExactly("VARCHAR BIGINT TIMESTAMP WITH TIME ZONE");
    }

    @Test
    void leavesNothingOnTheDisk() throws Exception {
        readBack(new Line("a", 1, NOON));
        assertThat(lists()).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfAListThatBrokeOff() {
        Table<Line> broken =
                table(
                        LongStream.range(0, 9)
                                .mapToObj(
                                        i -> {
                                            if (i == 5) throw new IllegalStateException();
                                            return new Line("text", i, NOON);
                                        }));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> write(broken, out)).isInstanceOf(IllegalStateException.class);
        assertThat(out.size()).isZero();
        assertThat(lists()).isEmptyDirectory();
    }

    @Test
    void neverHoldsWhatItGathersInClear() throws Exception {
        List<Boolean> found = new ArrayList<>();
        Table<Line> watched =
                table(
                        LongStream.range(0, 300_000)
                                .mapToObj(
                                        i -> {
                                            if (i == 299_999) found.add(anyFileHolds("canary"));
                                            return new Line("canary " + i, i, NOON);
                                        }));
        write(watched, OutputStream.nullOutputStream());
        assertThat(found).containsExactly(false);
    }

    @Test
    void removesAtTheStartWhatAKillHasLeft() throws IOException {
        Path left = Files.createDirectories(lists().resolve("list1")).resolve("list.parquet");
        Files.writeString(left, "x");
        new ParquetLists(lists(), NATIVE);
        assertThat(left).doesNotExist();
    }

    private boolean anyFileHolds(String text) {
        try (Stream<Path> files = Files.walk(lists())) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(text)) return true;
                bytes += content.length();
            }
            assertThat(bytes).as("rows are on the disk by now").isGreaterThan(1 << 20);
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path lists() {
        return directory.resolve("lists");
    }

    private static Table<Line> table(Stream<Line> lines) {
        return new Table<>("lines", COLUMNS.chosen(null), Long.MAX_VALUE, () -> lines);
    }

    private void write(Table<Line> table, OutputStream out) throws IOException {
        new Download(new ParquetLists(lists(), NATIVE), table).write(out);
    }

    /** The types, then each row; times as milliseconds since 1970. */
    private List<String> readBack(Line... lines) throws IOException, SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(table(Stream.of(lines)), out);
        Path file = Files.write(directory.resolve("read.parquet"), out.toByteArray());
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DuckLibrary.in(NATIVE).connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            String from = " FROM read_parquet('" + file + "')";
            try (ResultSet types =
                    statement.executeQuery(
                            "SELECT string_agg(column_type, ' ') FROM (DESCRIBE SELECT *"
                                    + from
                                    + ")")) {
                types.next();
                rows.add(types.getString(1));
            }
            try (ResultSet all =
                    statement.executeQuery(
                            "SELECT text, number, "
                                    + (rows.getFirst().endsWith("ZONE") ? "epoch_ms(time)" : "time")
                                    + from)) {
                while (all.next())
                    rows.add(all.getString(1) + " " + all.getString(2) + " " + all.getString(3));
            }
        }
        return rows;
    }
}
