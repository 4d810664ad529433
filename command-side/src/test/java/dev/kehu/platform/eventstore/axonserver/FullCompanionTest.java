package dev.kehu.platform.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.sqlite.Pages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** A full disk here is not a server that is away. */
class FullCompanionTest {
    private final ScriptedServer server = new ScriptedServer();

    @TempDir private Path temp;

    @Test
    void saysThatItsDiskIsFullAndGoesOnOnceThereIsSpace() throws Exception {
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
            limit(companion, 1);
            byte[] large = new byte[100_000];
            server.events()
                    .appendedByAnother(
                            Entry.of(new Drafts(Drafts.SEED).of("a", 0, "subject", large), 1));
            await().untilAsserted(
                            () -> assertThat(tail.ailment()).get().asString().contains("full"));
            assertThat(tail.following()).isFalse();
            assertThat(tail.unavailable().code()).isEqualTo("store.full");
            limit(companion, 100_000);
            await().untilAsserted(() -> assertThat(tail.ailment()).isEmpty());
            assertThat(companion.head()).isEqualTo(1);
        }
    }

    private static void limit(Companion companion, int pages) throws SQLException {
        synchronized (companion) { // the tail writes through the same connection
            Pages.most(companion.log(), pages);
        }
    }
}
