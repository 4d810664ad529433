package dev.kehu.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.eventstore.postgres.PostgresServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A history moves into PostgreSQL by the commands, and is served from there by one Kehu alone. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PostgresServer")
class OneKehuOnPostgresIT {
    private static final String HISTORY = "/v1/events/export?limit=1000000";

    @TempDir Path directory;

    /** What was held may be released after the history was read: it only grows. */
    @Test
    void servesWhatWasImportedAndRefusesAnother() throws Exception {
        Path data = directory.resolve("data");
        List<JsonNode> history = recorded(data);
        Path file = directory.resolve("history.gz");
        done(Map.of(), "export", file, "--data", data);
        done(
                Map.of(),
                "backup",
                directory.resolve("b"),
                "--keys",
                directory.resolve("k"),
                "--data",
                data);
        Map<String, String> settings = Child.postgres(PostgresServer.shared());
        Path moved = directory.resolve("moved");
        Object[] importing = {"import", file, "--keys", directory.resolve("k"), "--data", moved};
        done(settings, importing);
        try (Child child = Child.serve(moved, settings)) {
            assertThat(Client.of(child.address()).lines(HISTORY))
                    .startsWith(history.toArray(JsonNode[]::new));
            importing[5] = directory.resolve("other");
            assertThat(Child.run(settings, importing)).startsWith("1\n").contains("(store.held)");
            assertThatThrownBy(() -> Child.serve(directory.resolve("second"), settings))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("served by kehu ")
                    .hasMessageContaining("(store.held)");
        }
        assertThat(moved.resolve("state.db")).doesNotExist(); // it is in the database, too
        try (Child again = Child.serve(moved, settings)) {
            assertThat(Client.of(again.address()).lines(HISTORY))
                    .startsWith(history.toArray(JsonNode[]::new));
        }
    }

    private static List<JsonNode> recorded(Path data) throws Exception {
        try (Child child = Child.serve(data, Map.of())) {
            CountDownLatch loaded = new CountDownLatch(3 * Load.SENDERS);
            Load load = new Load(Duration.ofMillis(10));
            Load.Running running = load.start(child, new Random(1998), loaded);
            assertThat(loaded.await(120, TimeUnit.SECONDS)).isTrue();
            running.end();
            return Client.of(child.address()).lines(HISTORY);
        }
    }

    private static void done(Map<String, String> settings, Object... words) throws Exception {
        assertThat(Child.run(settings, words)).startsWith("0\n");
    }
}
