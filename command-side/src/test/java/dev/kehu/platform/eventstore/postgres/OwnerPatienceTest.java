package dev.kehu.platform.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** What the owner does ends, too, when nothing comes back from the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnerPatienceTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String WAITS_LONG =
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT"
                    + " l.granted AND l.relation = 'kehu.event'::regclass AND a.query_start <"
                    + " clock_timestamp() - interval '1 s'";

    @AutoClose private final TestDatabase database = TestDatabase.make();

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

    /** A table nobody vacuumed yet; many times as long as an append may take. */
    @Test
    void hasThePatienceToCountALongHistory() throws Exception {
        try (PostgresEventLog made = database.log(Clock.systemUTC())) {
            made.open();
        }
        Limits hasty =
                new Limits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(400),
                        Duration.ofHours(1));
        try (Connection holder = SERVER.connect(database.name(), SERVER.owner());
                PostgresEventLog log =
                        new PostgresEventLog(
                                new PostgresDatabase(
                                        SERVER.url(database.name()), database.running(), hasty),
                                null,
                                Clock.systemUTC(),
                                false)) {
            holder.setAutoCommit(false);
            PostgresDatabase.execute(holder, "LOCK TABLE kehu.event IN ACCESS EXCLUSIVE MODE");
            Thread release = Thread.ofPlatform().start(() -> release(holder));
            assertThat(log.open()).isZero();
            release.join();
        }
    }

    /** Once somebody waited longer than an append may take. */
    private void release(Connection holder) {
        try (Connection own = SERVER.connect(database.name(), SERVER.owner())) {
            Awaitility.await().until(() -> PostgresDatabase.number(own, WAITS_LONG) > 0);
            holder.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
