package dev.kehu.platform.viewstore.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * After {@code kill -9} every document is the fold of exactly the events up to its manifest. {@code
 * -Dkehu.kills=N} asks for more than the usual six, {@code -Dkehu.seed=N} repeats a run.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("kehu.kills", 6);

    @TempDir Path directory;

    private final Random random = new Random(SEED);

    @Test
    void leavesDocumentsAndManifestsInOneVersion() throws Exception {
        System.out.println("kehu.seed=" + SEED + " kehu.kills=" + KILLS);
        Path file = directory.resolve("ours.db");
        long reached = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            kill("ours", file, kill);
            try (ViewStore store = EmbeddedViewStore.open(file, EmbeddedViewStore.COMMIT_EVERY)) {
                assertThat(differences(store)).as("kill %s, seed %s", kill, SEED).isEmpty();
                reached = position(store);
            }
        }
        assertThat(reached).as("something was written").isPositive();
    }

    @Test
    void isSeenToFailOnTheStockBackend() throws Exception {
        System.out.println("kehu.seed=" + SEED);
        List<String> differences = new ArrayList<>();
        for (int kill = 1; differences.isEmpty() && kill <= 8; kill++) {
            Path file = directory.resolve("stock" + kill + ".db");
            kill("stock", file, kill);
            try (StockStore store = StockStore.open(file)) {
                differences.addAll(differences(store));
            }
        }
        assertThat(differences).as("the checker sees what is lost, seed %s", SEED).isNotEmpty();
    }

    private static long position(ViewStore store) {
        return Victim.VIEWS.stream()
                .mapToLong(view -> store.manifest(view).map(Manifest::position).orElse(0L))
                .min()
                .orElseThrow();
    }

    private static List<String> differences(ViewStore store) {
        List<String> differences = new ArrayList<>();
        for (String view : Victim.VIEWS) {
            long position = store.manifest(view).map(Manifest::position).orElse(0L);
            Map<String, BsonDocument> expected = Tally.upTo(view, position);
            Map<String, BsonDocument> found = store.load(view, expected.keySet());
            expected.forEach(
                    (id, document) -> {
                        if (!document.equals(found.get(id))) {
                            differences.add(view + " " + id + " at manifest " + position);
                        }
                    });
            if (store.count(view) != expected.size()) {
                differences.add(view + " counts other than " + expected.size());
            }
        }
        return differences;
    }

    /** Lets the victim write for a random while after its first batch of this life. */
    private void kill(String backend, Path file, int number) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path errors = directory.resolve("errors" + number);
        Process victim =
                new ProcessBuilder(
                                java,
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                backend,
                                file.toString(),
                                String.valueOf(20 + random.nextInt(300)))
                        .redirectError(errors.toFile())
                        .start();
        try (BufferedReader lines = victim.inputReader()) {
            assertThat(awaitBatch(lines)).as(() -> read(errors)).isTrue();
            boolean ended = victim.waitFor(200 + random.nextInt(1_000), TimeUnit.MILLISECONDS);
            assertThat(ended).as(() -> read(errors)).isFalse();
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private static boolean awaitBatch(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(Victim.WROTE)) {
                return true;
            }
        }
        return false;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
