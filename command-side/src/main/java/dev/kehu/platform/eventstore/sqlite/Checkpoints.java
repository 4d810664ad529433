package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

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

    /** The first byte of a result code; the others tell more of it. */
    private static final int PRIMARY = 0xff;

    private final LogSizes sizes;
    private final LogBound bound;
    private final Lock passes = new ReentrantLock();
    private final Semaphore grown = new Semaphore(0);
    private final Connection connection;
    private final FileChannel database;
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean nearlyDone;
    private volatile boolean broken;
    private long pages;

    private Checkpoints(
            LogSizes sizes, LogBound bound, Connection connection, FileChannel database) {
        this.bound = bound;
        this.sizes = sizes;
        this.connection = connection;
        this.database = database;
        this.thread = Thread.ofPlatform().daemon().name("event-checkpoints").unstarted(this::run);
    }

    /**
     * @throws SQLException when the file cannot be opened once more
     */
    static Checkpoints of(SqliteFile file, LogSizes sizes) throws SQLException {
        Connection connection = file.connectForWriting();
        LogBound bound = new LogBound(file.log(), sizes.mostBytes());
        try {
            FileChannel database = FileChannel.open(file.path(), StandardOpenOption.WRITE);
            Checkpoints checkpoints = new Checkpoints(sizes, bound, connection, database);
            checkpoints.thread.start();
            return checkpoints;
        } catch (IOException e) {
            SqliteFile.closeQuietly(connection);
            throw new SQLException("The event file cannot be opened for forcing", e);
        }
    }

    /** Before {@link #committed}, on the writer's thread. */
    void written(StoredEvent event) {
        pages += INDEX_PAGES + (event.payload().length + event.meta().length) / PAGE_BYTES;
    }

    /** After a commit, on the writer's thread and connection. */
    void committed(Connection writer) {
        if (nearlyDone) {
            nearlyDone = false;
            whole(() -> copy(writer));
        }
        if (bound.isReached()) {
            whole(() -> bound.beginAnew(writer));
        }
        if (pages >= sizes.copyPages()) { // last, or the writer would wait for the thread
            pages = 0;
            grown.release();
        }
    }

    private void run() {
        while (!ended && !broken) {
            grown.acquireUninterruptibly();
            grown.drainPermits();
            catchUp();
        }
    }

    private interface Pass {
        long go() throws SQLException, IOException;
    }

    /** One after the other, and none once the disk has failed: it would begin the log anew. */
    private long whole(Pass pass) {
        passes.lock();
        try {
            return broken ? 0 : pass.go();
        } catch (SQLException e) {
            judge(e);
        } catch (IOException e) {
            broken(e);
        } finally {
            passes.unlock();
        }
        return 0;
    }

    /** What is busy or full is done later, by the writer if need be, and nothing is lost. */
    private void judge(SQLException e) {
        if (e instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & PRIMARY) == SQLiteErrorCode.SQLITE_IOERR.code) {
            broken(e);
        } else {
            LOG.warn("The write-ahead log was not copied: {}", Trace.classes(e));
        }
    }

    private void broken(Exception e) {
        LOG.error("The event file could not be forced to the disk: {}", Trace.classes(e));
        broken = true;
    }

    /**
     * Whether the disk failed while the log was copied. The system tells that once: a later copy
     * would succeed, the log begin anew, and pages that never reached the disk be gone. So nothing
     * is written or closed any more; the next start copies the whole log again.
     */
    boolean isBroken() {
        return broken;
    }

    /** For a test of that. */
    FileChannel database() {
        return database;
    }

    /** For a test of power loss: nothing is being copied, and nobody has asked for it. */
    boolean isIdle() {
        return grown.availablePermits() == 0 && thread.getState() == Thread.State.WAITING;
    }

    /** Each round leaves less to the next, and the last one hardly anything to the writer. */
    private void catchUp() {
        boolean anew = whole(this::copyAndForce) >= sizes.anewPages();
        for (int round = 0; anew && !ended && round < ROUNDS; round++) {
            long start = System.nanoTime();
            whole(this::copyAndForce);
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
        if (!broken) {
            SqliteFile.closeQuietly(connection);
        }
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
