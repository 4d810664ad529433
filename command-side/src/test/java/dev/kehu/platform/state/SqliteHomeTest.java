package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

class SqliteHomeTest {
    private static final List<String> COUNTER = List.of("create table counter(n integer)");

    @TempDir Path temp;

    @Test
    void keepsWhatWasWrittenAndTheNativeLibraryInsideTheDirectory() {
        try (var data = DataDirectory.open(temp.resolve("data"))) {
            try (var state = StateDatabase.open(data)) {
                state.write(c -> run(c, "insert into account values ('a', 'AGENT', 'hash')"));
            }
            try (var state = StateDatabase.open(data)) {
                assertThat(state.<Long>read(c -> number(c, "select count(*) from account")))
                        .isEqualTo(1);
                assertThat(state.<Long>read(c -> number(c, "select count(*) from token"))).isZero();
            }
        }
        assertThat(Path.of(System.getProperty("org.sqlite.lib.path")).getParent().getFileName())
                .hasToString("native");
    }

    /** A full disk, played by a limit on the pages of the file. */
    @Test
    void goesOnInTransactionsOnceAFullDiskHasSpaceAgain() {
        List<String> texts = List.of("create table note(t text)");
        try (var state = StateDatabase.open(temp.resolve("s.db"), texts)) {
            state.write(c -> run(c, "pragma max_page_count=20"));
            String large = "insert into note values (hex(randomblob(40000)))";
            assertThatThrownBy(() -> state.write(c -> run(c, large) | run(c, large)))
                    .hasMessageContaining("full");
            state.write(c -> run(c, "pragma max_page_count=10000"));
            state.write(c -> run(c, large) | run(c, large));
            assertThatThrownBy(
                            () ->
                                    state.write(
                                            c -> {
                                                run(c, large);
                                                throw new IllegalArgumentException("no");
                                            }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(state.<Long>read(c -> number(c, "select count(*) from note"))).isEqualTo(2);
        }
    }

    @Test
    void addsMissingStepsAndRefusesUnknownOnes() {
        Path file = temp.resolve("s.db");
        StateDatabase.open(file, COUNTER).close();
        StateDatabase.open(file, List.of(COUNTER.getFirst(), "create table b(n)")).close();
        assertThatThrownBy(() -> StateDatabase.open(file, COUNTER))
                .isInstanceOf(DataDirectoryRefused.class)
                .hasMessageContaining("newer");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        Path file = Files.writeString(temp.resolve("s.db"), "not a database at all".repeat(99));
        assertThatThrownBy(() -> StateDatabase.open(file, COUNTER))
                .isInstanceOf(DataDirectoryRefused.class);
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
