package dev.kehu.platform.eventstore.sqlite;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the write-ahead log from growing for ever. SQLite begins it anew at a moment when nobody
 * reads from it; readers that overlap without a pause, each of them short, leave it no such moment,
 * and the thread that copies it may not keep pace with the writer. Once the log is twice as large
 * as that thread lets it get, the writer copies it and waits for such a moment. A reader that holds
 * a transaction for longer than that is let be; the writer tries again after ever more groups.
 */
final class LogBound {
    private static final int PATIENCE_MILLIS = 250;
    private static final int FEWEST_GROUPS = 16;
    static final int MOST_GROUPS = 2048;

    private final File log;
    private final long most;
    private int pause = FEWEST_GROUPS;
    private int rest;

    LogBound(File log, long most) {
        this.log = log;
        this.most = most;
    }

    /** To be asked once between two groups. */
    boolean isReached() {
        if (rest > 0) {
            rest--;
            return false;
        }
        return log.length() >= most;
    }

    /**
     * On the connection that writes, while nobody else copies: SQLite does not wait for them.
     *
     * @throws SQLException when it was not copied
     */
    long beginAnew(Connection writer) throws SQLException {
        rest = MOST_GROUPS; // when it fails
        try {
            SqliteFile.execute(writer, "PRAGMA busy_timeout=" + PATIENCE_MILLIS);
            long busy = SqliteFile.number(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
            pause = busy == 0 ? FEWEST_GROUPS : Math.min(2 * pause, MOST_GROUPS);
            rest = busy == 0 ? 0 : pause;
            return busy;
        } finally {
            SqliteFile.execute(writer, "PRAGMA busy_timeout=" + SqliteFile.BUSY_MILLIS);
        }
    }
}
