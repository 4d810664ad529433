package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/** What holds wherever state is kept. */
class StateDatabaseTest {
    private static final String COUNTER = "create table counter(n integer)";

    @TempDir Path temp;

    Place place(Path directory, String... more) {
        return Place.inFile(directory, more);
    }

    private StateDatabase opened() {
        return place(temp, COUNTER).open();
    }

    @Test
    void undoesAWriteThatFailed() {
        try (var state = opened()) {
            assertThatThrownBy(
                            () ->
                                    state.write(
                                            c -> {
                                                run(c, "insert into counter values (1)");
                                                throw new IllegalArgumentException("no");
                                            }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(state.<Long>read(c -> number(c, "select count(*) from counter"))).isZero();
        }
    }

    @Test
    void joinsAWriteInsideAWrite() {
        try (var state = opened()) {
            assertThatThrownBy(
                            () ->
                                    state.write(
                                            c -> {
                                                state.write(
                                                        d ->
                                                                run(
                                                                        d,
                                                                        "insert into counter"
                                                                                + " values (1)"));
                                                return run(c, "no sql");
                                            }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(state.<Long>read(c -> number(c, "select count(*) from counter"))).isZero();
        }
    }

    @Test
    void lendsItsOneConnectionToOneThreadAtATime() throws InterruptedException {
        try (var state = opened()) {
            state.write(c -> run(c, "insert into counter values (0)"));
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                threads.add(Thread.ofVirtual().start(() -> state.write(StateDatabaseTest::add)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(state.<Long>read(c -> number(c, "select n from counter"))).isEqualTo(8);
        }
    }

    static long add(Connection connection) throws SQLException {
        long before = number(connection, "select n from counter");
        run(connection, "update counter set n = " + (before + 1));
        return before;
    }

    static boolean run(Connection connection, String sql) throws SQLException {
        Sql.change(connection, sql);
        return true;
    }

    static long number(Connection connection, String sql) throws SQLException {
        return Sql.list(connection, sql, row -> row.getLong(1)).getFirst();
    }
}
