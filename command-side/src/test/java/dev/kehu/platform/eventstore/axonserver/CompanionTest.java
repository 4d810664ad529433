package dev.kehu.platform.eventstore.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import io.axoniq.axonserver.grpc.event.EventWithToken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What the companion has is what it goes on from. */
class CompanionTest {
    private final Drafts drafts = new Drafts(Drafts.SEED);

    @TempDir private Path temp;

    private static List<EventWithToken> page(long token, Draft draft) {
        return List.of(
                EventWithToken.newBuilder()
                        .setToken(token)
                        .setEvent(Entry.of(draft, token))
                        .build());
    }

    /** Played by another connection, which has written the same event. */
    @Test
    void goesOnBehindACommitThatFailedButTookEffect() {
        Path file = temp.resolve("companion.db");
        Draft second = drafts.of("a", 1);
        try (Companion companion = new Companion(file, Clock.systemUTC())) {
            companion.open();
            companion.take(page(1, drafts.of("a", 0)));
            try (SqliteEventLog unheard = new SqliteEventLog(file, Clock.systemUTC())) {
                unheard.importAll(List.of(second.at(2, 2)), unheard.open());
            }
            assertThat(companion.take(page(2, second)))
                    .as("its followers are told")
                    .extracting(StoredEvent::position)
                    .containsExactly(2L);
            assertThat(companion.head()).isEqualTo(2);
            assertThat(companion.take(page(3, drafts.of("a", 2)))).hasSize(1);
            assertThat(companion.log().readAfter(0, 10))
                    .extracting(StoredEvent::recordedAt)
                    .containsExactly(1L, 2L, 3L);
        }
    }
}
