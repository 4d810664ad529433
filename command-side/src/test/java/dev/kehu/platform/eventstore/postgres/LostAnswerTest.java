package dev.kehu.platform.eventstore.postgres;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.UnknownOutcome;
import dev.kehu.platform.postgres.Limits;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A node hears the notification of an append whose answer it never gets. Nobody appends after it,
 * and nobody reads back.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostAnswerTest {
    private static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(700),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1500),
                    Duration.ofMillis(200));

    private final Drafts drafts = new Drafts(Drafts.SEED);
    @AutoClose private final TestDatabase database = TestDatabase.make();

    @Test
    void isToldToFollowersAllTheSame() {
        List<StoredEvent> told = new CopyOnWriteArrayList<>();
        PostgresServer server = PostgresServer.shared();
        try (Wire wire = new Wire(server);
                PostgresEventLog log =
                        database.over(wire.url(database.name()), Clock.systemUTC(), LIMITS)) {
            log.open();
            log.follow(told::addAll);
            somebodyElseAppends();
            Awaitility.await().until(() -> told.size() == 1); // it listens
            log.write(List.of(member(drafts.of("a", 0))));
            wire.loseAnswersToAppends();
            List<Append> lost = List.of(member(drafts.of("b", 0)));
            assertThatThrownBy(() -> log.write(lost)).isInstanceOf(UnknownOutcome.class);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(told).extracting(StoredEvent::position).contains(3L));
        }
    }

    private void somebodyElseAppends() {
        try (PostgresEventLog other = database.log(Clock.systemUTC())) {
            other.open();
            other.write(List.of(member(drafts.of("other", 0))));
        }
    }
}
