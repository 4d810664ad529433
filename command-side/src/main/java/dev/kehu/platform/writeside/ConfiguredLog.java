package dev.kehu.platform.writeside;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.Account;
import dev.kehu.platform.eventstore.postgres.PostgresEventLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import org.springframework.core.env.Environment;

import java.time.Clock;

/** The database that keeps the events, as {@code kehu.store} names it. */
public final class ConfiguredLog {
    private ConfiguredLog() {}

    /**
     * @throws IllegalStateException when the settings are incomplete, or name another place than
     *     the data directory was used with
     */
    public static EventLog of(Environment settings, DataDirectory data, Clock clock) {
        String store = settings.getProperty("kehu.store", "sqlite");
        return switch (store) {
            case "sqlite" -> sqlite(data, clock);
            case "postgres" -> {
                EventLog log = postgres(settings, clock);
                new EventsElsewhere(data.root()).mark();
                yield log;
            }
            default ->
                    throw new IllegalStateException(
                            "kehu.store is '" + store + "'; it takes sqlite or postgres");
        };
    }

    private static EventLog sqlite(DataDirectory data, Clock clock) {
        if (new EventsElsewhere(data.root()).isMarked()) {
            throw new IllegalStateException(
                    "The events of this data directory are kept in PostgreSQL; set kehu.store to"
                            + " postgres, or import an export of them into a new directory");
        }
        return new SqliteEventLog(data.file("events.db"), clock);
    }

    private static EventLog postgres(Environment settings, Clock clock) {
        String url = settings.getProperty("kehu.postgres.url", "");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalStateException(
                    "kehu.store is postgres, so kehu.postgres.url is needed:"
                            + " jdbc:postgresql://HOST:PORT/DATABASE");
        }
        String owner = settings.getProperty("kehu.postgres.owner", "");
        return new PostgresEventLog(
                url,
                account(settings, settings.getProperty("kehu.postgres.user", ""), "password"),
                owner.isEmpty() ? null : account(settings, owner, "owner-password"),
                clock);
    }

    private static Account account(Environment settings, String user, String password) {
        return new Account(user, settings.getProperty("kehu.postgres." + password, ""));
    }
}
