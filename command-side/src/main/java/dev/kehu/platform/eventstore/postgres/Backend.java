package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.StoreUnavailable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's side of a session. It can outlive the connection, still waiting for a lock with an
 * append nobody expects any more: before an outcome is read back it has to be gone.
 *
 * @param started tells it from a later one with the same process id
 */
record Backend(int pid, String started) {
    private static final String OWN =
            """
            SELECT pid, backend_start::text FROM pg_catalog.pg_stat_activity
             WHERE pid = pg_catalog.pg_backend_pid()\
            """;
    private static final String END =
            """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
             WHERE pid = ? AND backend_start = ?::timestamptz\
            """;
    private static final int TRIES = 100;
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    static Backend of(Connection connection) throws SQLException {
        try (PreparedStatement own = connection.prepareStatement(OWN);
                ResultSet rows = own.executeQuery()) {
            rows.next();
            return new Backend(rows.getInt(1), rows.getString(2));
        }
    }

    /** Ends it over another connection, and answers once it is gone. */
    void end(Connection by) throws SQLException {
        try (PreparedStatement end = by.prepareStatement(END)) {
            end.setInt(1, pid);
            end.setString(2, started);
            for (int i = 0; i < TRIES; i++) {
                try (ResultSet rows = end.executeQuery()) {
                    if (!rows.next()) {
                        return;
                    }
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
        throw StoreUnavailable.unreachable(
                "The session before this one does not end", new IllegalStateException("" + pid));
    }
}
