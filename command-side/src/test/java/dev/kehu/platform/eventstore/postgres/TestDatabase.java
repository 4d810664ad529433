package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.awaitility.Awaitility;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** An empty database with an owner and, once it is opened, a running role of its own. */
public record TestDatabase(String name, Account running) implements AutoCloseable {
    /** Short, for tests that wait for them. */
    public static final Limits SHORT =
            new Limits(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(700),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(8),
                    Duration.ofMillis(400));

    public static TestDatabase make() {
        String name = PostgresServer.shared().newDatabase();
        return new TestDatabase(name, new Account("run_" + name, "secret of " + name));
    }

    /** Its tables are there, and nobody uses it. */
    public static TestDatabase withTables() {
        TestDatabase made = make();
        try (PostgresEventLog log = made.log(Clock.systemUTC())) {
            log.open();
        }
        return made;
    }

    @Override
    public void close() {
        PostgresServer.shared().drop(name);
    }

    /** As the running role sees it over this URL. */
    public PostgresDatabase over(String url, Limits limits) {
        return new PostgresDatabase(url, running, limits);
    }

    public PostgresDatabase database() {
        return over(PostgresServer.shared().url(name), Limits.USUAL);
    }

    /** Ends all sessions of the running role, and answers once they are gone. */
    public void endSessions() {
        PostgresServer server = PostgresServer.shared();
        String sessions = "FROM pg_stat_activity WHERE usename = '%s'".formatted(running.user());
        asOwner("SELECT pg_terminate_backend(pid) " + sessions);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            try (Connection c = server.connect(name, server.owner())) {
                                return PostgresDatabase.number(c, "SELECT count(*) " + sessions)
                                        == 0;
                            }
                        });
    }

    PostgresEventLog log(Clock clock) {
        return log(clock, Limits.USUAL);
    }

    PostgresEventLog log(Clock clock, Limits limits) {
        return over(PostgresServer.shared().url(name), clock, limits);
    }

    PostgresEventLog over(String url, Clock clock, Limits limits) {
        return new PostgresEventLog(
                new PostgresDatabase(url, running, limits),
                PostgresServer.shared().owner(),
                clock,
                false);
    }

    PostgresEventLog importing() {
        PostgresServer server = PostgresServer.shared();
        return new PostgresEventLog(
                new PostgresDatabase(server.url(name), running, Limits.USUAL),
                server.owner(),
                Clock.systemUTC(),
                true);
    }

    public void asOwner(String... statements) {
        PostgresServer.shared().sql(name, statements);
    }

    void asRunning(String sql) throws SQLException {
        try (Connection connection = PostgresServer.shared().connect(name, running)) {
            PostgresDatabase.execute(connection, sql);
        }
    }

    /** Until so many sessions wait for an advisory lock. */
    void waitsForALock(int many) {
        PostgresServer server = PostgresServer.shared();
        Awaitility.await()
                .until(
                        () -> {
                            try (Connection c = server.connect(name, server.owner())) {
                                return PostgresDatabase.number(
                                                c,
                                                "SELECT count(*) FROM pg_stat_activity WHERE"
                                                        + " wait_event = 'advisory' AND datname ="
                                                        + " current_database()")
                                        == many;
                            }
                        });
    }
}
