package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.RecipientMark;
import dev.kehu.audit.view.access.Suspects.Suspect;
import dev.kehu.platform.answer.Marked;
import dev.kehu.platform.download.Download;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;
import dev.kehu.platform.table.Table;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A failure names its seed; {@code -Dkehu.seed=N} runs that one alone. */
class SuspectsTest {
    private static final List<String> RECIPIENTS =
            IntStream.range(0, 20).mapToObj(n -> "clerk-" + n).toList();

    @TempDir Path directory;

    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(20, 1, 1_000_000);
    }

    private static RecipientMark keyed(long key) {
        return (recipient, one, other) -> {
            String pair = one.compareTo(other) < 0 ? one + other : other + one;
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-256")
                                .digest((key + recipient + pair).getBytes(StandardCharsets.UTF_8));
                return (hash[0] & 1) == 1;
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void namesTheExporterOfAnyTwoHundredRows(long seed) {
        Random random = new Random(seed);
        RecipientMark mark = keyed(random.nextLong());
        List<String> ids =
                Stream.generate(() -> "customer-" + new UUID(random.nextLong(), random.nextLong()))
                        .limit(2_000)
                        .sorted()
                        .toList();
        String exporter = RECIPIENTS.get(random.nextInt(RECIPIENTS.size()));
        List<String> file =
                Marked.pairs(ids.stream(), (one, other) -> mark.swaps(exporter, one, other))
                        .toList();
        assertThat(file).containsExactlyInAnyOrderElementsOf(ids).isNotEqualTo(ids);
        int from = random.nextInt(1_800);
        List<Suspect> suspects = Suspects.of(file.subList(from, from + 200), RECIPIENTS, mark);
        assertThat(suspects.getFirst().by()).isEqualTo(exporter);
        assertThat(suspects.getFirst().agree()).isEqualTo(suspects.getFirst().pairs());
        assertThat(suspects.get(1).agree()).isLessThan(suspects.getFirst().agree() * 9 / 10);
    }

    private record Person(String id, String name, long orders, Instant last) {}

    private static final Columns<Person> COLUMNS =
            new Columns<>(
                    Column.text("id", Person::id),
                    Column.text("name", Person::name),
                    Column.number("orders", Person::orders),
                    Column.time("lastAt", Person::last));

    /** Some need quotes, some begin like formulas, some are written in other scripts. */
    private static Table<Person> people(Random random) {
        List<String> names = List.of("Ann", "=Ben", "Chen, 陈", "D\"Arcy & <Co>", "Eve\nx", "007");
        List<Person> people =
                Stream.generate(
                                () ->
                                        new Person(
                                                "customer-"
                                                        + new UUID(
                                                                random.nextLong(),
                                                                random.nextLong()),
                                                names.get(random.nextInt(names.size())),
                                                random.nextLong(900),
                                                Instant.ofEpochSecond(random.nextInt(1 << 30))))
                        .limit(600)
                        .toList();
        return new Table<>("people", COLUMNS.chosen(null), 600, people::stream);
    }

    private String file(Download download) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        download.write(out);
        if (download.format().ending().equals("csv")) return out.toString(StandardCharsets.UTF_8);
        Path file = Files.write(directory.resolve("sheet.xlsx"), out.toByteArray());
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream sheet = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As they stand in the file. */
    private static List<String> rows(String file) {
        String end = file.contains("<row") ? "</row>" : "\r\n";
        List<String> rows = new ArrayList<>();
        for (String row : file.split(end)) {
            if (row.contains("customer-")) rows.add(row + end);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv-bom", "xlsx"})
    void namesTheExporterOfTwoHundredRowsInAnyOrder(String format) throws IOException {
        long seed = Long.getLong("kehu.seed", new Random().nextLong());
        Random random = new Random(seed);
        RecipientMark mark = keyed(random.nextLong());
        Table<Person> people = people(random);
        String exporter = RECIPIENTS.get(random.nextInt(RECIPIENTS.size()));
        Download plain = new Download(new Tables(List.of()).format(format).orElseThrow(), people);
        String file = file(plain.marked(key -> Suspects.stroke(mark, exporter, key)));
        List<String> rows = new ArrayList<>(rows(file));
        assertThat(rows).as("seed %d", seed).hasSize(600);
        Collections.shuffle(rows, random);
        String leaked = String.join("", rows.subList(0, 200));
        List<Suspect> suspects = Suspects.of(LeakedRows.of(leaked), mark, RECIPIENTS);
        assertThat(suspects.getFirst().by()).as("seed %d", seed).isEqualTo(exporter);
        assertThat(suspects.getFirst().pairs()).isBetween(198, 200);
        assertThat(suspects.getFirst().agree())
                .as("seed %d: %s", seed, suspects.subList(0, 2))
                .isGreaterThanOrEqualTo(suspects.getFirst().pairs() - 1);
        assertThat(suspects.get(1).agree()).as("seed %d", seed).isLessThan(150);
        assertThat(said(file)).isEqualTo(said(file(plain))).isNotEmpty();
        assertThat(file).isNotEqualTo(file(plain));
    }

    /** With its head, and with half of its last line: what has no mark is held against nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv-bom", "xlsx"})
    void agreesWithAllRowsOfAFileAsItIs(String format) throws IOException {
        long seed = Long.getLong("kehu.seed", new Random().nextLong());
        Random random = new Random(seed);
        Table<Person> people = people(random);
        Download plain = new Download(new Tables(List.of()).format(format).orElseThrow(), people);
        for (String owner : RECIPIENTS) {
            RecipientMark mark = keyed(random.nextLong());
            String file = file(plain.marked(key -> Suspects.stroke(mark, owner, key)));
            for (String leaked : List.of(file, file.substring(0, file.length() - 7))) {
                Suspect first = Suspects.of(LeakedRows.of(leaked), mark, RECIPIENTS).getFirst();
                assertThat(first.by()).as("seed %d", seed).isEqualTo(owner);
                assertThat(first.agree()).as("seed %d", seed).isEqualTo(first.pairs());
            }
        }
    }

    /** What the file says, however it says it. */
    private static String said(String file) {
        return file.contains("<row")
                ? file.replaceAll("<c r=\"([A-Z]+\\d+)\"[^>]*?( t=\"\\w+\")", "<c $1$2")
                : file.replaceAll("(?<=[,\\n])\"(customer-[^\"]*|[^\",\\n]*)\"", "$1");
    }
}
