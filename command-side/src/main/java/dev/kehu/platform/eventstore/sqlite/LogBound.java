package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;

/**
 * Keeps the write-ahead log from growing for ever. SQLite begins it anew at a moment when nobody
 * reads from it; readers that overlap without a pause, each of them short, leave it no such moment.
 * Then the writer waits for one, once the log is twice as large as the automatic checkpoint lets it
 * get. A reader that holds a transaction for longer than that is let be; the writer tries again
 * after ever more groups.
 */
final class LogBound {
    private static final Logger LOG = LoggerFactory.getLogger(LogBound.class);
    private static final int PATIENCE_MILLIS = 250;
    private static final int FEWEST_GROUPS = 16;
    static final int MOST_GROUPS = 2048;

    private final File log;
    private final Lock passes;
    private final long most;
    private int pause = FEWEST_GROUPS;
    private int rest;

    /**
     * @param passes held by who copies the log: SQLite does not wait for another one that does
     */
    LogBound(Path database, long most, Lock passes) {
        this.passes = passes;
        this.log = new File(database + "-wal");
        this.most = most;
    }

    /** Between two groups, on the connection that writes. */
    void keep(Connection writer) {
        if (rest > 0) {
            rest--;
            return;
        }
        if (log.length() < most) {
            return;
        }
        passes.lock();
        try {
            SqliteFile.execute(writer, "PRAGMA busy_timeout=" + PATIENCE_MILLIS);
            boolean busy = SqliteFile.number(writer, "PRAGMA wal_checkpoint(TRUNCATE)") != 0;
            pause = busy ? Math.min(2 * pause, MOST_GROUPS) : FEWEST_GROUPS;
            rest = busy ? pause : 0;
        } catch (SQLException e) { // what was written is safe either way
            rest = MOST_GROUPS;
            LOG.warn("The write-ahead log was not begun anew: {}", Trace.classes(e));
        } finally {
            passes.unlock();
            waitAsEver(writer);
        }
    }

    private static void waitAsEver(Connection writer) {
        try {
            SqliteFile.execute(writer, "PRAGMA busy_timeout=" + SqliteFile.BUSY_MILLIS);
        } catch (SQLException e) {
            LOG.warn("The writer's patience was not set again: {}", Trace.classes(e));
        }
    }
}
