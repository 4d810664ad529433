package dev.kehu.platform.eventstore.postgres;

import static dev.kehu.platform.eventstore.postgres.PostgresNodesTest.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kehu.platform.eventstore.OpenStorage;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** What becomes of an append whose session, or whole server, dies in the midst of the function. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InsideTheFunctionTest {
    private final PostgresServer server = PostgresServer.shared();
    @AutoClose private final TestDatabase database = TestDatabase.make();

    @TempDir private Path directory;

    private OpenStorage node;
    private SlowAppends appends;

    @BeforeEach
    void open() {
        assumeTrue(server.ours(), "another server is not ours to kill");
        node = OpenStorage.over(directory, database.log(Clock.systemUTC()));
        append(node, "before");
        appends = SlowAppends.in(database);
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** The caller is told no, the next append works, and there is no hole between them. */
    private void tellsTheTruthWhen(LongConsumer death) {
        appends.slow("lost");
        CompletableFuture<Throwable> told =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> append(node, "lost")));
        death.accept(appends.sleeping());
        Awaitility.await().ignoreExceptions().untilAsserted(appends::quick);
        assertThat(told.join())
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.getMessage()).contains("nothing of it was recorded"));
        append(node, "after");
        assertThat(node.storage().history().readStored(0, 10))
                .extracting(StoredEvent::stream)
                .containsExactly("before", "after");
        assertThat(node.engine().head()).isEqualTo(2);
    }

    @Test
    void itsSessionIsTerminated() {
        tellsTheTruthWhen(
                pid -> database.asOwner("SELECT pg_terminate_backend(%d)".formatted(pid)));
    }

    /** The server ends all sessions then, and recovers by itself. */
    @Test
    void itsSessionIsKilled() {
        tellsTheTruthWhen(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    @Test
    void theServerIsKilledAndStartedAgain() {
        tellsTheTruthWhen(
                pid -> {
                    server.kill();
                    server.start();
                });
    }
}
