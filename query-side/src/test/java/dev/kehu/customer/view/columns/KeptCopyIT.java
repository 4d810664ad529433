package dev.kehu.customer.view.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question.Form;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The copy over restarts, kills and damage: rows and position always agree with history. */
@Execution(ExecutionMode.CONCURRENT)
class KeptCopyIT {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("kehu.kills", 3);

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private final Story story = new Story("story");
    private final Scenario scenario = new Scenario(story);

    private void orders(int number) {
        for (int i = 0; i < number; i++) scenario.orders("customer-" + i % 7, "1997-01-02", "1.00");
    }

    private Copy open(Story told) {
        return new Copy(folder, told).settled();
    }

    private static List<String> figures(Copy copy) {
        return copy.lines(
                "SELECT count(*), count(DISTINCT position), max(position) FROM interactions");
    }

    private static String whole(long number) {
        return number + "|" + number + "|" + number;
    }

    /** Opens it again and says whether it was made anew. */
    private boolean rebuilt(Story told) {
        int before = told.readFromTheStart();
        try (Copy copy = open(told)) {
            assertThat(figures(copy)).containsExactly(whole(told.head()));
        }
        return told.readFromTheStart() > before;
    }

    @Nested
    class IsTakenUp {
        @Test
        void whereItStood() {
            orders(6_000);
            assertThat(rebuilt(story)).isTrue();
            orders(10);
            assertThat(rebuilt(story)).isFalse();
        }

        @Test
        void afterAKillWithinATransaction() throws Exception {
            Story many = ManyOrders.story();
            for (int kill = 0; kill < KILLS; kill++) {
                kill();
                try (Copy copy = open(many)) {
                    assertThat(figures(copy))
                            .as("seed %d, kill %d", SEED, kill)
                            .containsExactly(whole(ManyOrders.EVENTS));
                }
                if (kill % 2 == 1) delete();
            }
        }

        private void kill() throws Exception {
            Process victim =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx700m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ManyOrders.class.getName(),
                                    folder.toString())
                            .redirectError(folder.resolve("errors").toFile())
                            .start();
            try (BufferedReader lines = victim.inputReader()) {
                String line = lines.readLine();
                while (line != null && !line.equals(ManyOrders.OPEN)) line = lines.readLine();
                assertThat(line).isEqualTo(ManyOrders.OPEN);
                victim.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
            } finally {
                victim.destroyForcibly().waitFor();
            }
        }

        private void delete() throws IOException {
            Files.deleteIfExists(file());
            Files.deleteIfExists(folder.resolve("analysis.duckdb.wal"));
        }
    }

    private Path file() {
        return folder.resolve("analysis.duckdb");
    }

    @Nested
    class IsMadeAnew {
        private void made() {
            orders(6_000);
            assertThat(rebuilt(story)).isTrue();
            assertThat(rebuilt(story)).isFalse();
        }

        @Test
        void whenItIsMissing() throws IOException {
            made();
            Files.delete(file());
            assertThat(rebuilt(story)).isTrue();
        }

        @Test
        void whenItIsDamaged() throws IOException {
            made();
            byte[] noise = new byte[8_192];
            random.nextBytes(noise);
            Files.write(file(), noise, StandardOpenOption.WRITE);
            assertThat(rebuilt(story)).isTrue();
        }

        @Test
        void whenItIsNoDatabase() throws IOException {
            made();
            Files.writeString(file(), "something else");
            assertThat(rebuilt(story)).isTrue();
        }

        @Test
        void whenItEndedTheProcessThatOpenedIt() throws IOException {
            made();
            Files.writeString(folder.resolve("opening"), "");
            assertThat(rebuilt(story)).isTrue();
        }

        @Test
        void whenTheStoreIsAnotherOne() {
            made();
            Story other = new Story("other");
            Scenario there = new Scenario(other);
            for (int i = 0; i < 7_000; i++) there.orders("customer-x", "1997-01-02", "1.00");
            assertThat(rebuilt(other)).isTrue();
        }

        @Test
        void whenTheStoreWasRestoredFromABackup() {
            made();
            Story earlier = new Story("story");
            Scenario there = new Scenario(earlier);
            for (int i = 0; i < 5_500; i++) there.orders("customer-x", "1997-01-02", "1.00");
            assertThat(rebuilt(earlier)).isTrue();
        }

        @Test
        void whenDaysAreCountedInAnotherZone() {
            made();
            int before = story.readFromTheStart();
            try (Copy copy = new Copy(folder, story, ZoneId.of("America/New_York")).settled()) {
                assertThat(figures(copy)).containsExactly(whole(6_000));
            }
            assertThat(story.readFromTheStart()).isEqualTo(before + 1);
        }
    }

    @Test
    void writesParquetFilesOfOnePosition() throws IOException {
        orders(3_000);
        try (Copy copy = open(story)) {
            Path parquet = copy.analysis.parquet();
            try (var files = Files.list(parquet)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "interactions.parquet",
                                "assessments.parquet",
                                "customer_events.parquet",
                                "identity.parquet",
                                "customers.parquet",
                                "monthly_value.parquet",
                                "segments.parquet",
                                "placements.parquet",
                                "namings.parquet",
                                "position.json");
            }
            assertThat(parquet.resolve("position.json")).hasContent("{\"position\":3000}");
            assertThat(Files.readAllBytes(parquet.resolve("interactions.parquet")))
                    .startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void answersInAFileOfParquetToo() {
        orders(10);
        try (Copy copy = open(story);
                Answer answer = copy.ask("SELECT * FROM interactions", Form.PARQUET, 4, true)) {
            assertThat(answer.rows()).isEqualTo(4);
            assertThat(answer.more()).isTrue();
            assertThat(answer.position()).isEqualTo(10);
        }
    }
}
