package dev.kehu.platform.eventstore.postgres;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Keys, accounts and views are files of one directory: only one program serves a database. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoleEventLogTest {
    private static final String HOLDERS =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid ="
                    + " (7739837720231210603 & 4294967295)::oid AND database = (SELECT oid FROM"
                    + " pg_database WHERE datname = current_database())";
    private static final String SESSIONS =
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid ="
                    + " (7739837720231210603 & 4294967295)::oid AND database = (SELECT oid FROM"
                    + " pg_database WHERE datname = current_database())";

    private final Drafts drafts = new Drafts(Drafts.SEED);
    private final PostgresServer server = PostgresServer.shared();
    @AutoClose private final TestDatabase database = TestDatabase.make();
    private final List<EventLog> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(EventLog::close);
    }

    private SoleEventLog log() {
        return log(server.url(database.name()));
    }

    private SoleEventLog log(String url) {
        SoleEventLog log =
                new SoleEventLog(
                        new PostgresDatabase(url, database.running(), TestDatabase.SHORT),
                        server.owner(),
                        Clock.systemUTC(),
                        false);
        open.add(log);
        return log;
    }

    private SoleEventLog opened() {
        SoleEventLog log = log();
        log.open();
        return log;
    }

    private static void held(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e ->
                                assertThat(e.code() + " " + e.getMessage())
                                        .matches("store.held .*kehu \\d+@\\S+ \\(session \\d+\\).*")
                                        .contains("kehu " + ProcessHandle.current().pid() + "@"));
    }

    private List<Append> one(String stream) {
        return List.of(member(drafts.of(stream, 0)));
    }

    private long holders() {
        try (Connection c = server.connect(database.name(), server.owner())) {
            return PostgresDatabase.number(c, HOLDERS);
        } catch (SQLException e) {
            return -1;
        }
    }

    /** The server ends a session some time after it was closed. */
    private void awaitNoHolder() {
        Awaitility.await().until(() -> holders() == 0);
    }

    @Test
    void refusesASecondProgramOnTheDatabaseAndNamesTheFirst() {
        SoleEventLog first = opened();
        held(log()::open);
        held(log()::untouched);
        assertThat(first.write(one("a"))).hasSize(1);
    }

    /** Nor does it upgrade tables under the one that runs. */
    @Test
    void refusesASecondProgramBeforeItLooksAtTheTables() {
        opened();
        database.asOwner("UPDATE kehu.store SET format = format + 1");
        held(log()::open);
    }

    @Test
    void isFreeOnceItIsClosed() {
        opened().close();
        awaitNoHolder();
        assertThat(opened().write(one("a"))).hasSize(1);
    }

    @Test
    void isFreeWhereOpeningFailed() {
        opened().close();
        database.asOwner("UPDATE kehu.store SET format = format + 1");
        assertThatThrownBy(log()::open).hasMessageContaining("newer Kehu");
        awaitNoHolder();
    }

    @Test
    void takesItAgainWhenItsSessionWasEnded() {
        SoleEventLog first = opened();
        database.asOwner(SESSIONS);
        Awaitility.await().until(() -> holders() == 1);
        held(log()::open);
        assertThat(first.write(one("a"))).hasSize(1);
    }

    @Test
    void takesItAgainWhenTheServerWasRestarted() {
        assumeTrue(server.ours(), "another server is not ours to restart");
        SoleEventLog first = opened();
        server.stop("fast");
        server.start();
        Awaitility.await().until(() -> holders() == 1);
        held(log()::open);
        Awaitility.await().until(() -> catchThrowable(() -> first.write(one("a"))) == null);
    }

    @Test
    void recordsNothingOnceAnotherProgramTookTheDatabaseOver() {
        try (Wire wire = new Wire(server)) {
            SoleEventLog cutOff = log(wire.url(database.name()));
            cutOff.open();
            cutOff.write(one("a"));
            wire.refuse();
            wire.cut();
            SoleEventLog second = opened();
            wire.accept();
            Awaitility.await().untilAsserted(() -> held(() -> cutOff.write(one("b"))));
            assertThat(second.write(one("c"))).hasSize(1);
            second.close();
            held(() -> cutOff.write(one("d")));
            assertThat(cutOff.ailment()).contains("store.held");
            assertThat(cutOff.open()).isEqualTo(2); // what became of a write can be read back
        }
    }

    /** Its session before hangs in the server and has the lock until it is gone. */
    @Test
    void neverGoesOnWithASessionThatHasNotTheLock() throws Exception {
        assumeTrue(server.ours(), "another server is not ours to stop");
        try (Wire wire = new Wire(server);
                DatabaseHold hold =
                        new DatabaseHold(
                                new PostgresDatabase(
                                        wire.url(database.name()),
                                        database.running(),
                                        TestDatabase.SHORT),
                                server.owner())) {
            hold.take();
            String before = holder();
            signal("STOP", before);
            try {
                wire.cut();
                Awaitility.await()
                        .until(
                                () -> again(hold),
                                it -> it.isEmpty() || it.contains("does not end"));
            } finally {
                signal("CONT", before);
            }
            Awaitility.await().until(() -> holders() == 1 && !holder().equals(before));
            held(log()::open);
        }
    }

    /** As long as a process was stopped it does not take its hold again. */
    @Test
    void isNotFreeWhileASessionMayStillWrite() {
        try (Wire wire = new Wire(server)) {
            SoleEventLog stopped = log(wire.url(database.name()));
            stopped.open();
            stopped.write(one("a"));
            wire.refuse();
            database.asOwner(SESSIONS);
            Awaitility.await().until(() -> holders() == 0);
            held(log()::open);
            database.asOwner(SESSIONS.replace("1210603", "1210604"));
            SoleEventLog second = opened();
            wire.accept();
            Awaitility.await().untilAsserted(() -> held(() -> stopped.write(one("b"))));
            assertThat(second.write(one("c"))).hasSize(1);
            assertThat(second.head()).isEqualTo(2);
        }
    }

    /** What is kept beside the events is written by a session of its own, and no less alone. */
    @Test
    void isNotFreeWhileAnotherSessionUnderItsRightMayStillWrite() throws Exception {
        try (Wire wire = new Wire(server)) {
            SoleEventLog stopped = log(wire.url(database.name()));
            stopped.open();
            stopped.write(one("a"));
            try (Connection beside = database.database().forState("kehu_state")) {
                stopped.right().prove(beside);
                assertThat(stopped.write(one("b"))).hasSize(1);
                wire.refuse();
                wire.cut();
                Awaitility.await().until(() -> holders() == 0);
                held(log()::open);
            }
            assertThat(opened().head()).isEqualTo(2);
        }
    }

    /** A look may be two seconds old; what a new session may do is found out after it began. */
    @Test
    void looksAtTheHoldBeforeANewSessionWrites() throws Exception {
        try (Wire wire = new Wire(server);
                DatabaseHold hold =
                        new DatabaseHold(
                                new PostgresDatabase(
                                        wire.url(database.name()),
                                        database.running(),
                                        TestDatabase.SHORT),
                                server.owner());
                Connection session = server.connect(database.name(), server.owner())) {
            hold.take();
            wire.refuse();
            wire.cut();
            assertThatThrownBy(() -> hold.prove(session))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.unreachable"));
        }
    }

    @Test
    void importsUnderTheSameRight() {
        SoleEventLog log = opened();
        log.adopt("store-of-another-day");
        log.importAll(List.of(drafts.of("a", 0).at(1, 5)), 0);
        log.imported();
        assertThat(log.write(one("b"))).hasSize(1);
        log.importAll(List.of(drafts.of("c", 0).at(3, 5)), 2);
        log.imported();
        assertThat(log.head()).isEqualTo(3);
    }

    private static String again(DatabaseHold hold) {
        hold.doubt();
        Throwable failure = catchThrowable(hold::confirm);
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    private String holder() throws SQLException {
        try (Connection c = server.connect(database.name(), server.owner())) {
            return PostgresDatabase.text(c, HOLDERS.replace("count(*)", "pid::text"));
        }
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    @Test
    void leavesTheLogItselfToAsManyNodesAsThereAre() {
        opened();
        try (EventLog node = database.log(Clock.systemUTC());
                EventLog other = database.log(Clock.systemUTC())) {
            node.open();
            other.open();
            node.write(one("a"));
            other.write(one("b"));
            assertThat(node.head()).isEqualTo(2);
        }
    }
}
