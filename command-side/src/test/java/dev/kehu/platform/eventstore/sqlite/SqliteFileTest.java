package dev.kehu.platform.eventstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.sql.Connection;

/** What is looked at before anything is written. */
class SqliteFileTest {
    /** SQLite keeps no log for what is in memory, as on file systems that cannot share one. */
    @Test
    void refusesAFileThatTakesNoWriteAheadLog() {
        assertThatThrownBy(() -> new SqliteFile(Path.of(":memory:")).connectForWriting().close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not allow a write-ahead log (journal mode memory)");
    }

    @Test
    void writesWithALogThatIsForcedBeforeACommitEnds(@TempDir Path temp) throws Exception {
        try (Connection connection =
                new SqliteFile(temp.resolve("events.db")).connectForWriting()) {
            assertThat(SqliteFile.text(connection, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(SqliteFile.number(connection, "PRAGMA synchronous")).isEqualTo(2);
            assertThat(SqliteFile.number(connection, "PRAGMA wal_autocheckpoint")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.2", "3.50.4", "3.9.99", "2.99.99", "3.51"})
    void doesNotTrustALibraryThatCanCorruptTheFile(String version) {
        assertThat(SqliteFile.isSafe(version)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.3", "3.51.10", "3.52.0", "4.0.0"})
    void trustsLaterOnes(String version) {
        assertThat(SqliteFile.isSafe(version)).isTrue();
    }
}
