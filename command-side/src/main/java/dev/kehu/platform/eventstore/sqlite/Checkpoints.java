package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;

/**
 * Copies the write-ahead log into the database and forces it to the disk, beside the writer, which
 * would otherwise do so within a commit and keep everybody waiting. SQLite forces only what reaches
 * the end of the log, so that is done here; what was added meanwhile is copied by the writer, for
 * only between its groups nothing is being added, and then the log begins anew. The connection here
 * takes the lock of checkpoints, never that of writers.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private static final int PAGE_BYTES = 4096;

    /** Of the indexes: what an event touches there is seldom shared with the one before. */
    private static final long INDEX_PAGES = 2;

    /** The writer's part has become this short. */
    private static final long SHORT_NANOS = 3_000_000;

    private static final int ROUNDS = 5;

    private final LogSizes sizes;
    private final Semaphore grown = new Semaphore(0);
    private final Connection connection;
    private final FileChannel database;
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean nearlyDone;
    private long pages;

    private Checkpoints(LogSizes sizes, Connection connection, FileChannel database) {
        this.sizes = sizes;
        this.connection = connection;
        this.database = database;
        this.thread = Thread.ofPlatform().daemon().name("event-checkpoints").unstarted(this::run);
    }

    static Checkpoints of(SqliteFile file, LogSizes sizes) throws SQLException {
        Connection connection = file.connectForWriting();
        try {
            FileChannel database = FileChannel.open(file.path(), StandardOpenOption.WRITE);
            Checkpoints checkpoints = new Checkpoints(sizes, connection, database);
            checkpoints.thread.start();
            return checkpoints;
        } catch (IOException e) {
            SqliteFile.closeQuietly(connection);
            throw new UncheckedIOException(e);
        }
    }

    /** Before {@link #committed}, on the writer's thread. */
    void written(StoredEvent event) {
        pages += INDEX_PAGES + (event.payload().length + event.meta().length) / PAGE_BYTES;
    }

    /** After a commit, on the writer's thread and connection. */
    void committed(Connection writer) {
        if (pages >= sizes.copyPages()) {
            pages = 0;
            grown.release();
        }
        if (nearlyDone) {
            nearlyDone = false;
            try {
                copy(writer);
            } catch (SQLException e) { // what was written is safe either way
                LOG.warn("The write-ahead log was not begun anew: {}", Trace.classes(e));
            }
        }
    }

    private void run() {
        while (!ended) {
            grown.acquireUninterruptibly();
            grown.drainPermits();
            try {
                catchUp();
            } catch (SQLException | IOException e) { // then the writer does it, as LogBound says
                LOG.warn("The write-ahead log was not copied: {}", Trace.classes(e));
            }
        }
    }

    /** Each round leaves less to the next, and the last one hardly anything to the writer. */
    private void catchUp() throws SQLException, IOException {
        boolean anew = copyAndForce() >= sizes.anewPages();
        for (int round = 0; anew && !ended && round < ROUNDS; round++) {
            long start = System.nanoTime();
            copyAndForce();
            if (System.nanoTime() - start < SHORT_NANOS) {
                break;
            }
        }
        nearlyDone = anew;
    }

    private long copyAndForce() throws SQLException, IOException {
        if (ended) {
            return 0;
        }
        long log = copy(connection);
        database.force(false);
        return log;
    }

    /**
     * @return pages in the log
     */
    private static long copy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
            return row.next() ? row.getLong("log") : 0;
        }
    }

    /** Ends the thread and its connection; others may still be open. */
    void end() {
        ended = true;
        grown.release();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        SqliteFile.closeQuietly(connection);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets go of the file, after every connection has: a process that closes a file it has open
     * twice loses all its locks on it.
     */
    void release() {
        try {
            database.close();
        } catch (IOException e) {
            LOG.warn("The event file did not close: {}", Trace.classes(e));
        }
    }
}
