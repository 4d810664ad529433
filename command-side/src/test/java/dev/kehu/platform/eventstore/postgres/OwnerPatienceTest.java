package dev.kehu.platform.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kehu.platform.eventstore.StoreUnavailable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;

/** What the owner does ends, too, when nothing comes back from the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnerPatienceTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final TestDatabase database = TestDatabase.make();

    private static Limits hasty(int statementMillis) {
        return new Limits(
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                Duration.ofMillis(statementMillis),
                Duration.ofSeconds(5),
                Duration.ofMillis(statementMillis + 100),
                Duration.ofHours(1));
    }

    /** Somebody keeps what it waits for; then nothing comes back any more. */
    private Throwable cutOffWhileItWaits(String lock, PostgresEventLog log, Runnable step)
            throws Exception {
        try (Connection holder = SERVER.connect(database.name(), SERVER.owner());
                log) {
            PostgresDatabase.text(holder, "SELECT pg_advisory_lock(" + lock + ")::text");
            return catchThrowable(step::run);
        }
    }

    private Thread silenceOnceItWaits(Wire wire) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            database.waitsForALock(1);
                            wire.loseAnswers();
                        });
    }

    @Test
    void doesNotWaitForEverToMakeTheTables() throws Exception {
        try (Wire wire = new Wire(SERVER)) {
            PostgresEventLog log =
                    database.over(wire.url(database.name()), Clock.systemUTC(), hasty(50));
            Thread silencer = silenceOnceItWaits(wire);
            assertThat(cutOffWhileItWaits("7739837720231210602", log, log::open))
                    .isInstanceOf(IllegalStateException.class);
            silencer.join();
        }
    }

    @Test
    void doesNotWaitForEverToImport() throws Exception {
        try (PostgresEventLog made = database.log(Clock.systemUTC())) {
            made.open();
        }
        try (Wire wire = new Wire(SERVER)) {
            PostgresEventLog log =
                    database.over(wire.url(database.name()), Clock.systemUTC(), hasty(300));
            log.open();
            Thread silencer = silenceOnceItWaits(wire);
            assertThat(cutOffWhileItWaits("7739837720231210601", log, () -> log.adopt("store-x")))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.unreachable"));
            silencer.join();
        }
    }
}
