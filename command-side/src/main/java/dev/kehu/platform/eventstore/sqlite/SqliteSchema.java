package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.row.EventRow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The file format of {@code events.db}, readable with any SQLite tool. One row an event; rows are
 * never changed: triggers refuse it. {@code event_text} shows ids as text for people. Rows of
 * {@code snapshot} may be deleted at any time.
 */
final class SqliteSchema {
    /** Kept in {@code PRAGMA user_version}. */
    static final int VERSION = 2;

    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS store(id TEXT NOT NULL) STRICT",
        """
        CREATE TABLE IF NOT EXISTS event(
          position INTEGER PRIMARY KEY,
          stream_type TEXT NOT NULL,
          stream_id TEXT NOT NULL,
          seq INTEGER NOT NULL CHECK(seq >= 0),
          event_id BLOB NOT NULL CHECK(length(event_id) = 16),
          name TEXT NOT NULL,
          revision TEXT NOT NULL,
          subject TEXT NOT NULL,
          recorded_at INTEGER NOT NULL,
          payload BLOB NOT NULL,
          meta BLOB NOT NULL,
          leaf BLOB NOT NULL CHECK(length(leaf) = 32)
        ) STRICT\
        """,
        "CREATE UNIQUE INDEX IF NOT EXISTS event_stream ON event(stream_id, seq)",
        "CREATE INDEX IF NOT EXISTS event_subject ON event(subject, position)",
        """
        CREATE TRIGGER IF NOT EXISTS event_never_changes BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END\
        """,
        """
        CREATE TRIGGER IF NOT EXISTS event_never_goes BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END\
        """,
        """
        CREATE TABLE IF NOT EXISTS snapshot(
          stream_id TEXT PRIMARY KEY,
          subject TEXT NOT NULL,
          seq INTEGER NOT NULL,
          position INTEGER NOT NULL,
          state TEXT NOT NULL,
          revision TEXT NOT NULL,
          sealed BLOB NOT NULL
        ) STRICT, WITHOUT ROWID\
        """,
        "CREATE INDEX IF NOT EXISTS snapshot_subject ON snapshot(subject)",
        """
        CREATE VIEW IF NOT EXISTS event_text AS
        SELECT position, stream_id, seq, lower(hex(event_id)) AS event_id, name, revision, subject,
          strftime('%Y-%m-%dT%H:%M:%fZ', recorded_at / 1000.0, 'unixepoch') AS recorded_at,
          CAST(payload AS TEXT) AS payload, CAST(meta AS TEXT) AS meta, lower(hex(leaf)) AS leaf FROM event\
        """,
    };

    /**
     * Only a taken (stream, seq) is a conflict; a taken position means a second writer, and fails.
     */
    static final String INSERT =
            "INSERT INTO event("
                    + EventRow.COLUMNS
                    + ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(stream_id, seq) DO NOTHING";

    private SqliteSchema() {}

    /**
     * Makes what is missing, the name of the store too.
     *
     * @throws IllegalStateException when a newer build wrote the file
     */
    static void bringAbout(Connection connection) throws SQLException {
        long version = SqliteFile.number(connection, "PRAGMA user_version");
        if (version > VERSION) {
            throw new IllegalStateException(
                    "events.db was written by a newer Kehu (format "
                            + version
                            + ", known: "
                            + VERSION
                            + "); start that one");
        }
        for (String sql : TABLES) {
            SqliteFile.execute(connection, sql);
        }
        SqliteFile.execute(connection, "PRAGMA user_version=" + VERSION);
        SqliteFile.execute(
                connection,
                "INSERT INTO store(id) SELECT 'store-"
                        + UUID.randomUUID()
                        + "' WHERE NOT EXISTS (SELECT 1 FROM store)");
    }
}
