package dev.kehu.platform.writeside;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.Account;
import dev.kehu.platform.eventstore.postgres.PostgresEventLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import org.springframework.core.env.Environment;

import java.time.Clock;

/** The database that keeps the events, as {@code kehu.store} names it. */
final class ConfiguredLog {
    private ConfiguredLog() {}

    static EventLog of(Environment settings, DataDirectory data, Clock clock) {
        String store = settings.getProperty("kehu.store", "sqlite");
        return switch (store) {
            case "sqlite" -> new SqliteEventLog(data.file("events.db"), clock);
            case "postgres" -> postgres(settings, clock);
            default ->
                    throw new IllegalStateException(
                            "kehu.store is '" + store + "'; it takes sqlite or postgres");
        };
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
