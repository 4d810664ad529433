package dev.kehu.platform.postgres;

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
public record Backend(int pid, String started) {
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
    private static final int PATIENCE = 100;
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    public static Backend of(Connection connection) throws SQLException {
        try (PreparedStatement own = connection.prepareStatement(OWN);
                ResultSet rows = own.executeQuery()) {
            rows.next();
            return new Backend(rows.getInt(1), rows.getString(2));
        }
    }

    /** Ends it over another connection, and answers once it is gone. */
    public void end(Connection by) throws SQLException {
        for (int i = 0; i < PATIENCE; i++) {
            if (ended(by)) {
                return;
            }
            LockSupport.parkNanos(PAUSE);
        }
        throw notEnding();
    }

    /** Tells it to end, without waiting for that; whether it is gone. */
    private boolean ended(Connection by) throws SQLException {
        try (PreparedStatement end = by.prepareStatement(END)) {
            end.setInt(1, pid);
            end.setString(2, started);
            try (ResultSet rows = end.executeQuery()) {
                return !rows.next();
            }
        }
    }

    /** As {@link #end}, for who must not wait: one that is not gone yet is a failure. */
    public void endNow(Connection by) throws SQLException {
        if (!ended(by)) {
            throw notEnding();
        }
    }

    private StoreUnavailable notEnding() {
        return StoreUnavailable.unreachable(
                "The session before this one does not end", new IllegalStateException("" + pid));
    }
}
