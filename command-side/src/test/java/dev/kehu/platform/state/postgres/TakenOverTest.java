package dev.kehu.platform.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.SoleEventLog;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.eventstore.postgres.Wire;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.StateDatabase;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;

/** A Kehu that was cut off while another one took its database writes no state there either. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TakenOverTest {
    private final PostgresServer server = PostgresServer.shared();
    @AutoClose private final TestDatabase database = TestDatabase.make();

    private SoleEventLog log(String url) {
        return SoleEventLog.over(url, database.running(), server.owner(), Clock.systemUTC(), false);
    }

    private static StateDatabase state(SoleEventLog log) {
        return new StateDatabase(new PostgresHome(log.database(), log.right()));
    }

    private static int write(StateDatabase state, String id) {
        return state.write(c -> Sql.change(c, "insert into erasure values (?, 1)", id));
    }

    private static boolean held(Throwable failure) {
        return failure instanceof StoreUnavailable away && away.code().equals("store.held");
    }

    @Test
    void writesNoStateBesideTheOther() {
        try (Wire wire = new Wire(server);
                SoleEventLog cutOff = log(wire.url(database.name()));
                SoleEventLog other = log(server.url(database.name()))) {
            cutOff.open();
            try (StateDatabase before = state(cutOff);
                    StateDatabase after = state(other)) {
                write(before, "a");
                wire.refuse();
                wire.cut();
                other.open();
                wire.accept();
                Awaitility.await().until(() -> held(catchThrowable(() -> write(before, "b"))));
                write(after, "c");
                assertThat(
                                after.<Long>read(
                                        c ->
                                                Sql.list(
                                                                c,
                                                                "select count(*) from erasure",
                                                                row -> row.getLong(1))
                                                        .getFirst()))
                        .isEqualTo(2);
            }
        }
    }
}
