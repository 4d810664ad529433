package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.StoreUnavailable;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;

/**
 * The session a node writes with, one after the other: what the one before was doing has ended when
 * the next is there.
 */
final class Sessions {
    private static final long QUIET = Duration.ofSeconds(1).toNanos();

    private final PostgresDatabase database;
    private final Session.Right right;
    private final Runnable left;
    private final Backoff backoff = new Backoff();
    private volatile @Nullable Session session;
    private @Nullable Backend before;
    private long lastUse;

    /**
     * @param right what a session needs before it writes
     * @param left told each time one was given up
     */
    Sessions(PostgresDatabase database, Session.Right right, Runnable left) {
        this.database = database;
        this.right = right;
        this.left = left;
    }

    void leave() {
        Session current = session;
        if (current != null) {
            session = null;
            before = current.backend();
            current.close();
            left.run();
        }
    }

    /** In place of the one there is. */
    Session another() throws SQLException {
        leave();
        return connect();
    }

    private Session connect() throws SQLException {
        try {
            Session next = new Session(database.forWriting());
            Backend last = before;
            if (last != null) {
                try {
                    last.end(next.connection());
                } catch (SQLException | RuntimeException e) {
                    next.close();
                    throw e;
                }
                before = null;
            }
            backoff.worked();
            session = next;
            used();
            return next;
        } catch (SQLException | RuntimeException e) {
            backoff.failed();
            throw e;
        }
    }

    /** The session to write with; after a quiet while only if its server still answers. */
    Session ready() {
        try {
            Session current = session;
            if (current != null) {
                if (System.nanoTime() - lastUse < QUIET || current.alive()) {
                    return current;
                }
                leave();
            }
            if (!backoff.due()) {
                throw StoreUnavailable.unreachable(
                        "The database cannot be reached; nothing was recorded",
                        new IllegalStateException("tried a moment ago"));
            }
            return connect();
        } catch (SQLException e) {
            throw Failures.unreachable(e);
        }
    }

    /** As {@link #ready}, and it may write; what fails here has recorded nothing. */
    Session writable() {
        Session current = ready();
        try {
            current.prove(right);
            return current;
        } catch (SQLException e) {
            boolean undone = current.undone(e);
            leave();
            throw undone ? Failures.nothingRecorded(e) : Failures.unreachable(e);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** Its server answered just now. */
    void used() {
        lastUse = System.nanoTime();
    }

    /** Of the server's process that carries it out, 0 when there is none. */
    int pid() {
        Session current = session;
        return current == null ? 0 : current.backend().pid();
    }
}
