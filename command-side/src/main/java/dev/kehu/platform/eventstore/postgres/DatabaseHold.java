package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.Backend;
import dev.kehu.platform.postgres.Backoff;
import dev.kehu.platform.postgres.Failures;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.trace.Trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The right of one Kehu to serve a database, for keys, accounts and views are files of one data
 * directory: a lock of a session that does nothing else. It is looked at every second and before a
 * write that comes later than that; a lost one is taken again, unless somebody else took it
 * meanwhile. Then this process records nothing more: it lacks the keys of what the other recorded.
 *
 * <p>A look says nothing of the moment after it. So the sessions that write share a second lock as
 * long as they last, and are of use only if the first one was seen held after that: a process that
 * takes the first has to find the second free, and then no session of another one is left that may
 * write.
 */
final class DatabaseHold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHold.class);
    private static final long EVERY = Duration.ofSeconds(1).toNanos();
    private static final long FRESH = Duration.ofSeconds(2).toNanos();
    private static final int CHECK_SECONDS = 3;
    private static final String KEY = "7739837720231210603";
    private static final String WRITES = "7739837720231210604";
    private static final String TAKE = "SELECT pg_catalog.pg_advisory_lock(%s)::text";
    private static final String SHARE =
            "SELECT pg_catalog.pg_advisory_lock_shared(" + WRITES + ")::text";
    private static final String GIVE = "SELECT pg_catalog.pg_advisory_unlock(" + WRITES + ")::text";
    private static final String TRY = "SELECT pg_catalog.pg_try_advisory_lock(" + KEY + ")::text";
    private static final String HOLDER =
            """
            SELECT a.application_name || ' (session ' || a.pid || ')'
              FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)
             WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
               AND l.database = (SELECT oid FROM pg_catalog.pg_database
                                  WHERE datname = pg_catalog.current_database())
               AND (l.classid::bigint << 32 | l.objid::bigint) = %s\
            """;

    private final PostgresDatabase database;
    private final @Nullable Account owner;
    private final Backoff backoff = new Backoff();
    private final Thread watcher = new Thread(this::watch, "database-holder");
    private Account account;
    private @Nullable Connection connection;
    private @Nullable Backend backend;
    private volatile @Nullable StoreUnavailable lost;
    private volatile long confirmed;
    private volatile boolean closed;

    /**
     * @param owner who takes it where the running role is not there yet
     */
    DatabaseHold(PostgresDatabase database, @Nullable Account owner) {
        this.database = database;
        this.owner = owner;
        this.account = database.running();
        doubt();
        watcher.setDaemon(true);
    }

    /**
     * Waits a little, as a process that was killed a moment ago is still ending.
     *
     * @throws StoreUnavailable {@code store.held} with who holds it
     */
    synchronized void take() throws SQLException {
        Connection own = connected();
        connection = own;
        lock(own, WRITES);
        lock(own, KEY);
        PostgresDatabase.text(own, GIVE); // whoever takes it from now on finds the other one taken
        taken(own);
        watcher.start();
    }

    private static void lock(Connection own, String key) throws SQLException {
        try {
            PostgresDatabase.text(own, TAKE.formatted(key));
        } catch (SQLException e) {
            if (Failures.waitedTooLong(e)) {
                throw held(own, key, "stop it first");
            }
            throw e;
        }
    }

    /**
     * Makes a session fit to write: as long as it lasts, no other process has one that is.
     *
     * @throws StoreUnavailable as {@link #confirm}; the session is of no use then
     */
    void prove(Connection writing) throws SQLException {
        PostgresDatabase.lasting(writing);
        PostgresDatabase.text(writing, SHARE);
        look();
    }

    private Connection connected() throws SQLException {
        try {
            return database.forHolding(account);
        } catch (SQLException e) {
            if (owner == null || !Failures.signInRefused(e)) {
                throw e;
            }
            account = owner;
            return database.forHolding(account);
        }
    }

    private void taken(Connection own) throws SQLException {
        backend = Backend.of(own);
        confirmed = System.nanoTime();
    }

    private static StoreUnavailable held(Connection own, String key, String advice)
            throws SQLException {
        String holder = PostgresDatabase.text(own, HOLDER.formatted(key));
        return new StoreUnavailable(
                "store.held",
                "The database is served by "
                        + (holder.isEmpty() ? "another Kehu" : holder)
                        + "; "
                        + advice);
    }

    /**
     * Answers unless somebody else is known to have taken it.
     *
     * @throws StoreUnavailable {@code store.held} when somebody has, for ever; {@code
     *     store.unreachable} while that cannot be found out
     */
    void confirm() {
        if (lost != null || System.nanoTime() - confirmed > FRESH) {
            look();
        }
    }

    /** Why nothing is written any more; empty as long as nobody else took it. */
    Optional<String> ailment() {
        return Optional.ofNullable(lost).map(StoreUnavailable::code);
    }

    /** Something failed: whatever was known is to be found out again. */
    void doubt() {
        confirmed = System.nanoTime() - FRESH - 1;
    }

    private synchronized void look() {
        StoreUnavailable taken = lost;
        if (taken != null) {
            throw taken;
        }
        try {
            Connection own = connection;
            if (own == null || !own.isValid(CHECK_SECONDS)) {
                again();
            }
            confirmed = System.nanoTime();
        } catch (SQLException e) {
            doubt();
            throw Failures.unreachable(e);
        }
    }

    /** The session before may still be there, and hold the lock. */
    private void again() throws SQLException {
        drop();
        if (!backoff.due()) {
            throw new SQLException("tried a moment ago");
        }
        try {
            Connection own = database.forHolding(account);
            try {
                takeAgain(own);
            } catch (SQLException | RuntimeException e) {
                PostgresDatabase.closeQuietly(own);
                throw e;
            }
            connection = own;
            backoff.worked();
        } catch (SQLException | RuntimeException e) {
            backoff.failed();
            throw e;
        }
    }

    private void takeAgain(Connection own) throws SQLException {
        if (backend != null) {
            backend.end(own);
        }
        if (!PostgresDatabase.text(own, TRY).equals("true")) {
            StoreUnavailable taken =
                    held(own, KEY, "this Kehu records nothing more, stop one of the two");
            lost = taken;
            throw taken;
        }
        taken(own);
    }

    private void drop() {
        if (connection != null) {
            PostgresDatabase.closeQuietly(connection);
            connection = null;
        }
    }

    private void watch() {
        boolean known = true;
        while (!closed) {
            LockSupport.parkNanos(EVERY);
            try {
                look();
                known = true;
            } catch (RuntimeException e) {
                if (known && !closed) {
                    LOG.error("The hold on the database is lost: {}", Trace.of(e));
                }
                known = false;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
        synchronized (this) {
            drop();
            lost = new StoreUnavailable("store.closed", "The event store is closed");
        }
    }
}
