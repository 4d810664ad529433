package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;

/** One SQLite file in WAL mode: how it is connected to, and what version of the library is safe. */
record SqliteFile(Path path) {
    /** Older versions can corrupt a database when the WAL is reset. */
    private static final int[] SAFE_VERSION = {3, 51, 3};

    static final int BUSY_MILLIS = 10_000;

    /** Small pages: an index entry of a new stream touches a page at random, written whole. */
    private static final String[] FOR_WRITING = {
        "PRAGMA page_size=4096",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA cache_size=-65536",
        "PRAGMA wal_autocheckpoint=0", // it does not tell that it failed
        "PRAGMA busy_timeout=" + BUSY_MILLIS,
    };

    private static final String[] FOR_READING = {
        "PRAGMA query_only=ON", "PRAGMA busy_timeout=" + BUSY_MILLIS, "PRAGMA cache_size=-16384",
    };

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

    /** Its write-ahead log, which need not be there. */
    File log() {
        return new File(path + "-wal");
    }

    Connection connectForWriting() throws SQLException {
        return connect(
                connection -> {
                    for (String pragma : FOR_WRITING) {
                        execute(connection, pragma);
                    }
                    refuseUnsafe(connection);
                });
    }

    Connection connectReadOnly() throws SQLException {
        return connect(
                connection -> {
                    for (String pragma : FOR_READING) {
                        execute(connection, pragma);
                    }
                });
    }

    private interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    /** Nothing stays open when it cannot be prepared. */
    private Connection connect(Preparation preparation) throws SQLException {
        Properties settings = new Properties();
        // nobody reads them, and the driver would ask for them after each row
        settings.setProperty("jdbc.get_generated_keys", "false");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, settings);
        try {
            preparation.of(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /**
     * @param version as {@code sqlite_version()} says it, numbers with dots between
     */
    static boolean isSafe(String version) {
        int[] found = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return Arrays.compare(found, SAFE_VERSION) >= 0;
    }

    private static void refuseUnsafe(Connection connection) throws SQLException {
        String version = text(connection, "SELECT sqlite_version()");
        if (!isSafe(version)) {
            throw new IllegalStateException(
                    "SQLite " + version + " can corrupt a database; 3.51.3 or newer is needed");
        }
        String mode = text(connection, "PRAGMA journal_mode");
        if (!mode.equals("wal") || number(connection, "PRAGMA synchronous") != 2) {
            throw new IllegalStateException(
                    "The file system does not allow a write-ahead log (journal mode "
                            + mode
                            + "); put the data directory on a local disk");
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("A connection did not close: {}", Trace.classes(e));
        }
    }
}
