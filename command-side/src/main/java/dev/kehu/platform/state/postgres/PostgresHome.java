package dev.kehu.platform.state.postgres;

import dev.kehu.platform.postgres.Backend;
import dev.kehu.platform.postgres.Failures;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.postgres.Right;
import dev.kehu.platform.postgres.Sessions;
import dev.kehu.platform.state.StateHome;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * State in the schema {@code kehu_state} of the database that keeps the events, over one session
 * that writes as long as this Kehu may. One that was lost is known to have ended before the next is
 * used: then whatever it was committing is there, or never will be. A server that is away is told
 * of at once, and asked again with pauses that nobody waits for.
 */
public final class PostgresHome implements StateHome {
    static final String SCHEMA = "kehu_state";

    private final Sessions<Lent> sessions;
    private @Nullable Connection current;
    private boolean demoted;

    private record Lent(Connection connection) implements Sessions.Session {}

    /** Connects once it is used; the tables have to be there by then. */
    public PostgresHome(PostgresDatabase database, Right right) {
        this(database, right, SCHEMA);
    }

    /** As above, over the tables of another schema. */
    public PostgresHome(PostgresDatabase database, Right right, String schema) {
        sessions =
                new Sessions<>(
                        () -> new Lent(database.forState(schema)),
                        right,
                        () -> {},
                        Backend::endNow);
    }

    @Override
    public String name() {
        return "state in PostgreSQL";
    }

    @Override
    public Connection ready() {
        if (demoted) {
            leave(); // a new one may find the primary
        }
        Connection ready = sessions.writable().connection();
        current = ready;
        try {
            ready.setAutoCommit(false); // not before: a rollback would take the settings back
            return ready;
        } catch (SQLException e) {
            leave();
            throw Failures.unreachable(e);
        }
    }

    @Override
    public void committed() {
        sessions.used();
    }

    @Override
    public boolean recover(Connection connection, Throwable cause) {
        leave();
        return true;
    }

    private void leave() {
        sessions.leave();
        current = null;
        demoted = false;
    }

    @Override
    public RuntimeException failure(SQLException failure) {
        Connection connection = current;
        demoted = Failures.demoted(failure);
        if (connection == null || !Failures.undone(failure, connection)) {
            return Failures.unreachable(failure);
        }
        return Failures.passing(failure)
                ? Failures.nothingRecorded(failure)
                : new IllegalStateException(name() + ": " + failure.getMessage(), failure);
    }

    /** Each commit waits for it. */
    @Override
    public void sync() {}

    @Override
    public void close() {
        leave();
    }
}
