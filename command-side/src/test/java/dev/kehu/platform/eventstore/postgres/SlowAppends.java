package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.postgres.PostgresDatabase;

import org.awaitility.Awaitility;

import java.sql.Connection;
import java.sql.SQLException;

/** Keeps appends of some streams inside the function, where they hold the lock of the table. */
record SlowAppends(TestDatabase database) {
    private static final String ASLEEP =
            "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
                    + " current_database()";

    static SlowAppends in(TestDatabase database) {
        database.asOwner(
                "CREATE TABLE kehu.slow (stream text)",
                """
                CREATE FUNCTION kehu.sleep() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF EXISTS (SELECT FROM kehu.slow s WHERE NEW.stream_id LIKE s.stream) THEN
                    PERFORM pg_sleep(3600);
                  END IF;
                  RETURN NEW;
                END $$\
                """,
                "CREATE TRIGGER slow BEFORE INSERT ON kehu.event FOR EACH ROW EXECUTE FUNCTION"
                        + " kehu.sleep()");
        return new SlowAppends(database);
    }

    void slow(String streams) {
        database.asOwner("INSERT INTO kehu.slow VALUES ('" + streams + "')");
    }

    void quick() {
        database.asOwner("DELETE FROM kehu.slow");
    }

    /** Returns once an append sleeps, with the process id of its session. */
    long sleeping() {
        return Awaitility.await().until(this::asleep, pid -> pid > 0);
    }

    private long asleep() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection c = server.connect(database.name(), server.owner())) {
            return PostgresDatabase.number(c, ASLEEP);
        }
    }
}
