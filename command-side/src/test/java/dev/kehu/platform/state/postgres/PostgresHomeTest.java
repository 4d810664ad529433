package dev.kehu.platform.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.eventstore.postgres.Wire;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.State;
import dev.kehu.platform.state.StateDatabase;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What becomes of state when its server, or the way there, is lost. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresHomeTest {
    @AutoClose private static TestDatabase database;

    private Wire wire;
    private StateDatabase state;
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void make() {
        database = TestDatabase.withTables();
    }

    @BeforeEach
    void open() {
        database.asOwner("TRUNCATE kehu_state.erasure");
        wire = new Wire(PostgresServer.shared());
        state =
                new StateDatabase(
                        new PostgresHome(
                                database.over(wire.url(database.name()), TestDatabase.SHORT),
                                session -> {}));
        assertThat(rows()).isZero();
    }

    @AfterEach
    void close() {
        state.close();
        wire.close();
    }

    private int write(String id) {
        return state.write(
                c -> {
                    state.afterCommit(() -> told.add(id));
                    return Sql.change(c, "insert into erasure(id, position) values (?, 1)", id);
                });
    }

    private long rows() {
        return state.read(
                c -> Sql.list(c, "select count(*) from erasure", row -> row.getLong(1)).getFirst());
    }

    private static void unreachable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("store.unreachable"));
    }

    @Test
    void losesNothingBetweenTransactions() {
        write("a");
        database.endSessions();
        unreachable(() -> write("b"));
        write("b");
        assertThat(rows()).isEqualTo(2);
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void isLookedAtFirstAfterAQuietWhile() {
        write("a");
        database.endSessions();
        long ended = System.nanoTime();
        Awaitility.await()
                .until(() -> System.nanoTime() - ended > Duration.ofMillis(1100).toNanos());
        write("b");
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void losesAllOfATransactionInTheMiddle() {
        State.Open open = state.begin();
        write("a");
        database.endSessions();
        unreachable(() -> write("b"));
        open.rollback();
        assertThat(rows()).isZero();
        write("a");
        write("b");
        assertThat(rows()).isEqualTo(2);
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void hasNothingOfATransactionThatCouldNotBeCommitted() {
        State.Open open = state.begin();
        write("a");
        database.endSessions();
        unreachable(open::commit);
        open.rollback();
        assertThat(rows()).isZero();
        assertThat(write("a")).isOne();
        assertThat(rows()).isOne();
    }

    @Test
    void hasAllOfATransactionWhoseCommitWasAnsweredToNobody() {
        State.Open open = state.begin();
        write("a");
        wire.breakAtTheNextAnswer();
        unreachable(open::commit);
        assertThat(told).as("nobody knows yet").isEmpty();
        assertThat(rows()).isOne();
        assertThat(told)
                .as("who waits for it is told, as soon as it is known")
                .containsExactly("a");
    }

    /** It could commit after we looked. */
    @Test
    void waitsUntilWhatHangsInTheServerHasEnded() throws Exception {
        assumeTrue(PostgresServer.shared().ours(), "another server is not ours to stop");
        State.Open open = state.begin();
        write("a");
        String hanging =
                state.read(
                        c ->
                                Sql.list(c, "select pg_backend_pid()", row -> row.getString(1))
                                        .getFirst());
        signal("STOP", hanging);
        try {
            wire.cut();
            unreachable(open::commit);
            unreachable(this::rows);
        } finally {
            signal("CONT", hanging);
        }
        Awaitility.await().ignoreExceptions().until(() -> write("a") == 1);
        assertThat(rows()).isOne();
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    @Test
    void failsAtOnceWhileTheServerIsAwayAndGoesOnWhenItIsBack() {
        write("a");
        wire.refuse();
        wire.cut();
        unreachable(() -> write("b"));
        unreachable(() -> write("b"));
        wire.accept();
        Awaitility.await().ignoreExceptions().until(() -> write("b") == 1);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void tellsADefectFromAServerThatIsAway() {
        write("a");
        assertThatThrownBy(() -> write("a")).isInstanceOf(IllegalStateException.class);
        assertThat(rows()).isOne();
    }

    /** A firm's own settings of the role must not make a commit less than one. */
    @Test
    void waitsForTheDiskWithEveryCommit() {
        database.asOwner(
                "ALTER ROLE " + database.running().user() + " SET synchronous_commit = off");
        database.endSessions();
        List<String> setting =
                Awaitility.await()
                        .ignoreExceptions()
                        .until(
                                () ->
                                        state.read(
                                                c ->
                                                        Sql.list(
                                                                c,
                                                                "show synchronous_commit",
                                                                row -> row.getString(1))),
                                it -> true);
        assertThat(setting).containsExactly("on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into kehu.event select position + 1 from kehu.event",
                "delete from kehu.event",
                "update kehu.store set format = 7",
                "create table mine(n integer)",
                "truncate account",
                "drop table account"
            })
    void opensNoWayToTheEventsAndTheTables(String sql) {
        assertThatThrownBy(() -> state.write(c -> Sql.change(c, sql)))
                .satisfiesAnyOf(
                        e -> assertThat(e).hasMessageContaining("permission denied"),
                        e -> assertThat(e).hasMessageContaining("must be owner"));
    }
}
