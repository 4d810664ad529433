package dev.kehu.platform.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.sqlite.FailingDisk;
import dev.kehu.platform.eventstore.sqlite.Pages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** A full or failed disk here is not a server that is away. */
class FullCompanionTest {
    private final ScriptedServer server = new ScriptedServer();
    private final Drafts drafts = new Drafts(Drafts.SEED);

    @TempDir private Path temp;

    private interface Check {
        void on(Companion companion, TokenTail tail) throws Exception;
    }

    private void following(Check check) throws Exception {
        try (server;
                Companion companion =
                        new Companion(temp.resolve("companion.db"), Clock.systemUTC());
                Server connection = new Server(OpenLog.address(server), OpenLog.LIMITS);
                TokenTail tail =
                        new TokenTail(connection, companion, OpenLog.LIMITS, events -> {})) {
            companion.open();
            server.history()
                    .append(List.of(Entry.naming(UUID.randomUUID(), companion.log().storeId(), 1)));
            tail.refuseOtherHistory();
            tail.start();
            await().until(tail::following);
            check.on(companion, tail);
        }
    }

    private void appended(int event, int bytes) {
        Draft large = drafts.of("a", event, "subject", new byte[bytes]);
        server.events().appendedByAnother(Entry.of(large, 1));
    }

    @Test
    void saysThatItsDiskIsFullAndGoesOnOnceThereIsSpace() throws Exception {
        following(
                (companion, tail) -> {
                    limit(companion, 1);
                    appended(0, 100_000);
                    await().untilAsserted(
                                    () ->
                                            assertThat(tail.ailment())
                                                    .get()
                                                    .asString()
                                                    .contains("full"));
                    assertThat(tail.following()).isFalse();
                    assertThat(tail.unavailable().code()).isEqualTo("store.full");
                    limit(companion, 100_000);
                    await().untilAsserted(() -> assertThat(tail.ailment()).isEmpty());
                    assertThat(companion.head()).isEqualTo(1);
                });
    }

    /** So many that the log of the companion is copied. */
    @Test
    void saysThatItsDiskFailedAndTakesNothingMore() throws Exception {
        following(
                (companion, tail) -> {
                    FailingDisk.under(companion.log());
                    for (int i = 0; i < 100; i++) {
                        appended(i, 200_000);
                    }
                    await().untilAsserted(
                                    () ->
                                            assertThat(tail.ailment())
                                                    .get()
                                                    .asString()
                                                    .contains("store.failed"));
                    assertThat(tail.following()).isFalse();
                    assertThat(tail.unavailable().code()).isEqualTo("store.failed");
                });
    }

    private static void limit(Companion companion, int pages) throws SQLException {
        synchronized (companion) { // the tail writes through the same connection
            Pages.most(companion.log(), pages);
        }
    }
}
