package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * State in one SQLite file. What was committed survives a kill, and a power loss after {@link
 * #sync}.
 */
record SqliteHome(Connection connection) implements StateHome {
    /**
     * Opens or creates the file and brings its tables up to date.
     *
     * @throws DataDirectoryRefused when the file is damaged, newer or not writable
     */
    static SqliteHome open(Path file, List<String> steps) {
        try {
            Connection connection = connect(file);
            try {
                StateSchema.bring(connection, steps);
                connection.commit();
                return new SqliteHome(connection);
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw refusal(file, failure);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // A power loss takes work and token back together, and the events are handled again; what
        // cannot be made again calls sync().
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
        connection.setAutoCommit(false);
        return connection;
    }

    private static DataDirectoryRefused refusal(Path file, SQLException failure) {
        boolean full =
                failure instanceof SQLiteException sqlite
                        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        return full
                ? new DataDirectoryRefused(
                        "data.disk-full",
                        "The disk that holds " + file + " is full; free some space.")
                : new DataDirectoryRefused(
                        "data.unreadable",
                        "Cannot open %s: %s; restore a backup."
                                .formatted(file, failure.getMessage()));
    }

    @Override
    public String name() {
        return "state.db";
    }

    @Override
    public Connection ready() {
        return connection;
    }

    @Override
    public void committed() {}

    @Override
    public boolean recover(Connection failed, Throwable cause) {
        SqliteRollback.beginAnew(failed, cause);
        return false;
    }

    @Override
    public RuntimeException failure(SQLException failure) {
        return new IllegalStateException("state.db: " + failure.getMessage(), failure);
    }

    @Override
    public void sync() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
            try (var checkpoint = connection.createStatement()) {
                checkpoint.execute("pragma wal_checkpoint(truncate)");
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException failure) {
            throw failure(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw failure(failure);
        }
    }
}
