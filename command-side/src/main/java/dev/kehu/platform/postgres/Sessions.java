package dev.kehu.platform.postgres;

import dev.kehu.platform.eventstore.StoreUnavailable;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The session something is written with, one after the other: what the one before was doing has
 * ended when the next is there. For one thread at a time.
 *
 * @param <S> what the session is to its user
 */
public final class Sessions<S extends Sessions.Session> {
    private static final long QUIET = Duration.ofSeconds(1).toNanos();
    private static final int CHECK_SECONDS = 3;

    /** A connection and what was made ready on it. */
    public interface Session {
        Connection connection();
    }

    /** Makes another one; nothing stays open when it cannot. */
    public interface Opening<S> {
        S open() throws SQLException;
    }

    /** Sees to it that a session is gone. */
    public interface Ending {
        void end(Backend before, Connection by) throws SQLException;
    }

    private final Opening<S> opening;
    private final Right right;
    private final Runnable left;
    private final Ending ending;
    private final Backoff backoff = new Backoff();
    private volatile @Nullable Current<S> current;
    private @Nullable Backend before;
    private boolean proven;
    private long lastUse;

    private record Current<S>(S session, Backend backend) {}

    /**
     * @param right what a session needs before it writes
     * @param left told each time one was given up
     * @param ending waits until a session is gone, or does not
     */
    public Sessions(Opening<S> opening, Right right, Runnable left, Ending ending) {
        this.opening = opening;
        this.right = right;
        this.left = left;
        this.ending = ending;
    }

    public void leave() {
        Current<S> there = current;
        if (there != null) {
            current = null;
            before = there.backend();
            PostgresDatabase.closeQuietly(there.session().connection());
            left.run();
        }
    }

    /** In place of the one there is. */
    public S another() throws SQLException {
        leave();
        return connect();
    }

    private S connect() throws SQLException {
        try {
            S next = opening.open();
            Connection connection = next.connection();
            try {
                Backend backend = Backend.of(connection);
                if (before != null) {
                    ending.end(before, connection);
                    before = null;
                }
                current = new Current<>(next, backend);
            } catch (SQLException | RuntimeException e) {
                PostgresDatabase.closeQuietly(connection);
                throw e;
            }
            proven = false;
            backoff.worked();
            used();
            return next;
        } catch (SQLException | RuntimeException e) {
            backoff.failed();
            throw e;
        }
    }

    /** The session to write with; after a quiet while only if its server still answers. */
    public S ready() {
        try {
            Current<S> there = current;
            if (there != null) {
                S session = there.session();
                if (System.nanoTime() - lastUse < QUIET
                        || session.connection().isValid(CHECK_SECONDS)) {
                    return session;
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
    public S writable() {
        S session = ready();
        if (proven) {
            return session;
        }
        try {
            right.prove(session.connection());
            proven = true;
            return session;
        } catch (SQLException e) {
            boolean undone = Failures.undone(e, session.connection());
            leave();
            throw undone ? Failures.nothingRecorded(e) : Failures.unreachable(e);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** Its server answered just now. */
    public void used() {
        lastUse = System.nanoTime();
    }

    /** Of the server's process that carries it out, 0 when there is none. */
    public int pid() {
        Current<S> there = current;
        return there == null ? 0 : there.backend().pid();
    }
}
