package dev.kehu.platform.sealing.keystore;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.SqlFunction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keys in a SQLite file, {@code keys.db}. */
public final class KeysInFile implements KeyHome {
    private static final int REWRAPPED_AT_ONCE = 1_000;
    private static final String[] SCHEMA = {
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON", // pages that held a key are overwritten, not only freed
        "PRAGMA busy_timeout=5000",
        """
        CREATE TABLE IF NOT EXISTS subject_key(key_id BLOB PRIMARY KEY, subject TEXT NOT NULL, kek INTEGER NOT NULL,
          wrapped BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT\
        """,
        "CREATE INDEX IF NOT EXISTS subject_key_subject ON subject_key(subject)",
        "CREATE INDEX IF NOT EXISTS subject_key_kek ON subject_key(kek)", // or each page reads all
        "CREATE TABLE IF NOT EXISTS tombstone(key_id BLOB PRIMARY KEY, subject TEXT NOT NULL,"
                + " erased_at INTEGER NOT NULL) STRICT",
        "CREATE TABLE IF NOT EXISTS erased(subject TEXT PRIMARY KEY, erased_at INTEGER NOT NULL)"
                + " STRICT, WITHOUT ROWID",
        """
        INSERT OR IGNORE INTO erased SELECT subject, min(erased_at) FROM tombstone
          WHERE subject NOT IN (SELECT subject FROM subject_key) AND subject NOT LIKE '%/%'
          GROUP BY subject\
        """,
    };

    private final String name;
    private final Connection connection;

    private KeysInFile(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /** Opens the file, or makes it. */
    public static KeysInFile open(Path file) {
        String name = file.getFileName().toString();
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                for (String sql : SCHEMA) {
                    statement.execute(sql);
                }
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
            return new KeysInFile(name, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The keys of subjects (" + name + ") cannot be opened", e);
        }
    }

    /**
     * Opens the file, or makes it when {@code mayCreate}.
     *
     * @throws DataDirectoryRefused when it is gone beside existing history, or this wrapping does
     *     not open its keys
     */
    public static KeyStore fit(Path file, Wrapping wrapping, boolean mayCreate) {
        if (!mayCreate && Files.notExists(file)) {
            throw new DataDirectoryRefused(
                    "data.keys-lost",
                    file.getFileName()
                            + " is gone, but there is history sealed with its keys; put it back"
                            + " from its backup.");
        }
        KeyStore keys = new KeyTables(open(file), wrapping);
        if (!keys.opens()) {
            keys.close();
            throw new DataDirectoryRefused(
                    "data.keys-unfit",
                    "The master keys do not open all keys in "
                            + file.getFileName()
                            + "; put back the two that belong together.");
        }
        return keys;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String age() {
        return "rowid";
    }

    @Override
    public int page() {
        return REWRAPPED_AT_ONCE;
    }

    @Override
    public <T> T read(SqlFunction<Connection, T> work) {
        try {
            return work.apply(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    @Override
    public <T> T write(String otherwise, SqlFunction<Connection, T> work) {
        try {
            execute("BEGIN IMMEDIATE");
            T done = work.apply(connection);
            execute("COMMIT");
            return done;
        } catch (SQLException e) {
            rollback();
            throw new IllegalStateException(otherwise, e);
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    /**
     * Transactions in words: a full disk rolls back by itself, and the driver's own, told to roll
     * back once more, never begins another.
     */
    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException ignored) {
            // the statement's own exception says what went wrong
        }
    }

    /** The write-ahead log holds old pages, and with them keys, until it is cut off. */
    @Override
    public void destroyed() {
        boolean cut =
                read(
                        c -> {
                            try (var statement = c.createStatement();
                                    ResultSet row =
                                            statement.executeQuery(
                                                    "PRAGMA wal_checkpoint(TRUNCATE)")) {
                                return !row.next() || row.getInt(1) == 0;
                            }
                        });
        if (!cut) {
            throw new IllegalStateException(
                    "The log of " + name + " is being read by somebody; its end is tried again");
        }
    }

    /** Nothing is in it any more, nor in what the file was; returns when that is on disk. */
    void empty() {
        write(
                "Keys could not be destroyed; nothing was",
                c -> {
                    for (KeyCopy.Table table : KeyCopy.tables(age())) {
                        Sql.change(c, "delete from " + table.name());
                    }
                    return c;
                });
        destroyed();
    }

    /** Makes one file of it, without a log beside it. */
    void fold() {
        read(
                c -> {
                    execute("PRAGMA journal_mode=DELETE");
                    return c;
                });
    }

    /** With its log, which is only there where somebody was killed. */
    static void delete(Path file) {
        try {
            for (String end : new String[] {"-wal", "-shm", ""}) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            }
            Directories.force(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(file, failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(name + " did not close", e);
        }
    }
}
