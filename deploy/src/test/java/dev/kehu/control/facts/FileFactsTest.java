package dev.kehu.control.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.platform.datadir.DataDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Files that a running Kehu has open. */
class FileFactsTest {
    private static final int PAGE = 4_096;

    @TempDir Path temp;

    private DataDirectory data;
    private FileFacts facts;
    private Connection running;

    @BeforeEach
    void openThem() throws SQLException {
        data = DataDirectory.open(temp.resolve("data"));
        facts = new FileFacts(data);
        running = DriverManager.getConnection("jdbc:sqlite:" + data.file("state.db"));
        try (var statement = running.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("CREATE TABLE parked(id INTEGER PRIMARY KEY, kind TEXT)");
            statement.execute("CREATE INDEX parked_kind ON parked(kind)");
            statement.execute(
                    """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                    INSERT INTO parked SELECT i, 'kind ' || i FROM n\
                    """);
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    @AfterEach
    void closeThem() throws SQLException {
        running.close();
        data.close();
    }

    private List<Finding> found() {
        return facts.findings().stream().filter(f -> f.check().equals("state.db")).toList();
    }

    private void overwrite(long page) throws IOException {
        try (var file = new RandomAccessFile(data.file("state.db").toFile(), "rw")) {
            file.seek(page * PAGE);
            file.write(new byte[PAGE]);
        }
    }

    @Test
    void areSoundWhileTheyAreWrittenTo() throws SQLException {
        running.setAutoCommit(false);
        try (var statement = running.createStatement()) {
            statement.execute("DELETE FROM parked WHERE id < 100");
            assertThat(found()).singleElement().matches(f -> f.state() == State.OK);
        }
        running.rollback();
    }

    @Test
    void areFoundDamagedWhereAPageIsLost() throws IOException {
        overwrite(20);
        assertThat(found())
                .singleElement()
                .satisfies(f -> assertThat(f.state()).isEqualTo(State.FAILED))
                .satisfies(f -> assertThat(f.detail()).contains("damaged", "restore a backup"));
    }

    @Test
    void areFoundDamagedWhereNothingCanBeRead() throws IOException {
        overwrite(0);
        assertThat(found()).singleElement().matches(f -> f.state() == State.FAILED);
    }

    @Test
    void areNotLookedForWhereTheyAreNot() {
        assertThat(facts.findings()).extracting(Finding::check).doesNotContain("keys.db");
    }
}
