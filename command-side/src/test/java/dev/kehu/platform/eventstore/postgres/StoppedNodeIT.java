package dev.kehu.platform.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two processes append to one database; one of them is stopped and goes on later. The other goes on
 * within the limits; nothing acknowledged is lost, nothing doubled, and the tail of each saw every
 * event once and in order. {@code -Dkehu.seed=N} repeats a run's choices.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedNodeIT {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());

    private final PostgresServer server = PostgresServer.shared();
    @AutoClose private final TestDatabase database = TestDatabase.make();

    @TempDir private Path directory;

    private Path one;
    private Path two;
    private final List<Process> nodes = new ArrayList<>();
    private SlowAppends appends;

    @BeforeEach
    void start() throws IOException {
        try (PostgresEventLog log = database.log(Clock.systemUTC())) {
            log.open();
        }
        appends = SlowAppends.in(database);
        one = node("one");
        two = node("two");
        goesOn(one);
        goesOn(two);
    }

    @AfterEach
    void end() {
        nodes.forEach(Process::destroyForcibly);
    }

    private Path node(String name) throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Node.class.getName(),
                                own.toString(),
                                name,
                                server.url(database.name()),
                                database.running().user(),
                                database.running().password())
                        .redirectErrorStream(true)
                        .redirectOutput(own.resolve("said").toFile())
                        .start();
        nodes.add(process);
        return own;
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = String.valueOf(nodes.getFirst().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    private static List<String> lines(Path own, String file) throws IOException {
        Path path = own.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** Acknowledges several more. */
    private static void goesOn(Path node) throws IOException {
        int before = lines(node, "acknowledged").size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(lines(node, "acknowledged").size())
                                        .as(String.join("\n", lines(node, "said")))
                                        .isGreaterThan(before + 10));
    }

    @Test
    void stoppedBetweenAppends() throws Exception {
        signal("STOP");
        goesOn(two);
        signal("CONT");
        check();
    }

    /**
     * It holds the lock of the table; the server takes it away when the time of the append is up.
     */
    @Test
    void stoppedInsideAnAppend() throws Exception {
        appends.slow("one-%");
        appends.sleeping();
        signal("STOP");
        appends.quick();
        goesOn(two);
        signal("CONT");
        check();
    }

    @Test
    void stoppedRightBehindAnAppend() throws Exception {
        int before = lines(one, "acknowledged").size();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> lines(one, "acknowledged").size() > before);
        signal("STOP");
        goesOn(two);
        signal("CONT");
        check();
    }

    @Test
    void stoppedAgainAndAgainAtRandomMoments() throws Exception {
        System.out.println("stops, seed " + SEED);
        Random random = new Random(SEED);
        CountDownLatch never = new CountDownLatch(1);
        for (int stop = 0; stop < 8; stop++) {
            assertThat(never.await(random.nextInt(150), TimeUnit.MILLISECONDS)).isFalse();
            signal("STOP");
            assertThat(never.await(random.nextInt(600), TimeUnit.MILLISECONDS)).isFalse();
            signal("CONT");
        }
        check();
    }

    private void check() throws Exception {
        goesOn(one);
        goesOn(two);
        endBoth();
        List<String> stored = stored();
        for (int i = 0; i < stored.size(); i++) {
            assertThat(stored.get(i)).as("dense").startsWith((i + 1) + " ");
        }
        List<String> streams = stored.stream().map(line -> line.split(" ")[1]).toList();
        assertThat(streams).doesNotHaveDuplicates();
        for (Path node : List.of(one, two)) {
            assertThat(streams).containsAll(lines(node, "acknowledged"));
            assertThat(lines(node, "seen")).isEqualTo(stored);
        }
    }

    private void endBoth() throws Exception {
        for (Process node : nodes) {
            node.getOutputStream().write('\n');
            node.getOutputStream().flush();
        }
        for (Path node : List.of(one, two)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(node.resolve("stopped")));
        }
        for (Process node : nodes) {
            node.getOutputStream().close();
            Path said = (node.equals(nodes.getFirst()) ? one : two).resolve("said");
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as(Files.readString(said)).isZero();
        }
    }

    private List<String> stored() throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection c = server.connect(database.name(), server.owner());
                ResultSet rows =
                        c.createStatement()
                                .executeQuery(
                                        "SELECT position || ' ' || stream_id FROM kehu.event ORDER"
                                                + " BY position")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
