package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.Failures;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Brings the tables to the format this program knows, one numbered script a step, all in one
 * transaction and one node at a time; then gives the running role what it needs, and no more.
 */
final class Migrations {
    static final int FORMAT = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String LOCK =
            "SELECT pg_catalog.pg_advisory_xact_lock(7739837720231210602)::text";
    private static final int OLDEST_SERVER = 130_000;

    /** An upgrade may go through the whole table. */
    static final int PATIENCE = 30;

    private final PostgresDatabase database;
    private final Account owner;

    Migrations(PostgresDatabase database, Account owner) {
        this.database = database;
        this.owner = owner;
    }

    /**
     * @throws IllegalStateException when the tables are newer, or may not be made or upgraded
     */
    void run() throws SQLException {
        try (Connection connection = database.forOwner(owner, PATIENCE)) {
            connection.setAutoCommit(false);
            PostgresDatabase.execute(connection, "SET lock_timeout = '60s'");
            refuseUnfit(connection);
            PostgresDatabase.text(connection, LOCK);
            upgrade(connection);
            if (!owner.user().equals(database.running().user())) {
                Rights.grant(connection, database.running());
            }
            connection.commit();
        } catch (SQLException e) {
            if (Failures.denied(e)) {
                throw new IllegalStateException(
                        "The role '"
                                + owner
                                + "' may not make or upgrade Kehu's tables; name one that may as"
                                + " kehu.postgres.owner",
                        e);
            }
            throw e;
        }
    }

    private static void refuseUnfit(Connection connection) throws SQLException {
        long version = PostgresDatabase.number(connection, "SHOW server_version_num");
        String encoding = PostgresDatabase.text(connection, "SHOW server_encoding");
        if (version < OLDEST_SERVER || !encoding.equals("UTF8")) {
            throw new IllegalStateException(
                    "PostgreSQL 13 or newer with a UTF8 database is needed; this one is "
                            + PostgresDatabase.text(connection, "SHOW server_version")
                            + " with "
                            + encoding);
        }
    }

    private static void upgrade(Connection connection) throws SQLException {
        boolean there =
                !PostgresDatabase.text(connection, "SELECT to_regclass('kehu.store')::text")
                        .isEmpty();
        long format =
                there ? PostgresDatabase.number(connection, "SELECT format FROM kehu.store") : 0;
        if (format > FORMAT) {
            throw new IllegalStateException(
                    "The database was written by a newer Kehu (format "
                            + format
                            + ", known: "
                            + FORMAT
                            + "); start that one");
        }
        if (format == 0) {
            PostgresDatabase.execute(connection, "CREATE SCHEMA IF NOT EXISTS kehu");
        }
        for (long next = format + 1; next <= FORMAT; next++) {
            PostgresDatabase.execute(connection, script(next));
            LOG.info("The event store has format {} now", next);
        }
        if (format == 0) {
            PostgresDatabase.execute(
                    connection,
                    "INSERT INTO kehu.store(id, format) SELECT 'store-' || gen_random_uuid(), "
                            + FORMAT);
        } else if (format < FORMAT) {
            PostgresDatabase.execute(connection, "UPDATE kehu.store SET format = " + FORMAT);
        }
    }

    private static String script(long format) {
        try (var in = Migrations.class.getResourceAsStream(format + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("No script leads to format " + format);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the running role may do. */
    private static final class Rights {
        private static final String[] GRANTS = {
            "GRANT USAGE ON SCHEMA kehu TO ",
            "GRANT SELECT ON kehu.store, kehu.event, kehu.event_text TO ",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON kehu.snapshot TO ",
            "GRANT EXECUTE ON FUNCTION kehu.append_events TO ",
            "GRANT USAGE ON SCHEMA kehu_state TO ",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA kehu_state TO ",
            "GRANT UPDATE ON ALL SEQUENCES IN SCHEMA kehu_state TO ", // to go on behind state.db
            "GRANT USAGE ON SCHEMA kehu_keys TO ",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA kehu_keys TO ",
        };

        /** Makes the role when it is not there; a password is hashed before it is sent. */
        static void grant(Connection connection, Account running) throws SQLException {
            String role = '"' + running.user().replace("\"", "\"\"") + '"';
            boolean there =
                    !PostgresDatabase.text(
                                    connection,
                                    "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?",
                                    running.user())
                            .isEmpty();
            if (!there) {
                PostgresDatabase.execute(connection, "CREATE ROLE " + role + " LOGIN");
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(
                                running.user(), running.password().toCharArray(), "scram-sha-256");
            }
            for (String grant : GRANTS) {
                PostgresDatabase.execute(connection, grant + role);
            }
        }
    }
}
