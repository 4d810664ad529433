package dev.kehu.platform.writeside;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.axonserver.Address;
import dev.kehu.platform.eventstore.axonserver.AxonServerEventLog;
import dev.kehu.platform.eventstore.postgres.SoleEventLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.postgres.Account;

import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/** The database that keeps the events, as {@code kehu.store} names it. */
public final class ConfiguredLog {
    private static final String SQLITE = "sqlite";
    private static final String EVENTS = "events.db";
    private static final String CONNECTOR =
            "io.axoniq.axonserver.connector.AxonServerConnectionFactory";

    private ConfiguredLog() {}

    /**
     * @throws IllegalStateException when the settings are incomplete, or name another place than
     *     the data directory was used with
     */
    public static EventLog of(Environment settings, DataDirectory data, Clock clock) {
        return of(settings, data, clock, false);
    }

    /**
     * To be told once the log is open and before anything is recorded: from then on the directory
     * goes with this store alone.
     */
    public static void opened(Environment settings, DataDirectory data) {
        String store = store(settings);
        if (!store.equals(SQLITE)) {
            new EventsElsewhere(data.root()).mark(store);
        }
    }

    private static String store(Environment settings) {
        return settings.getProperty("kehu.store", SQLITE);
    }

    /** As {@link #of}; it may hold half of what is imported. */
    public static EventLog toImport(Environment settings, DataDirectory data, Clock clock) {
        return of(settings, data, clock, true);
    }

    private static EventLog of(
            Environment settings, DataDirectory data, Clock clock, boolean toImport) {
        String store = store(settings);
        refuseOther(store, data, clock);
        return switch (store) {
            case SQLITE -> sqlite(data, clock);
            case "postgres" -> postgres(settings, clock, toImport);
            case "axonserver" -> axonServer(settings, data, clock);
            default ->
                    throw new IllegalStateException(
                            "kehu.store is '"
                                    + store
                                    + "'; it takes sqlite or postgres, or axonserver");
        };
    }

    private static void refuseOther(String store, DataDirectory data, Clock clock) {
        EventsElsewhere elsewhere = new EventsElsewhere(data.root());
        if (elsewhere.isMarked() && !store.equals(elsewhere.store())) {
            throw new IllegalStateException(
                    "The events of this data directory are kept in %s; set kehu.store to %s, or import an export of them into a new directory"
                            .formatted(elsewhere.server(), elsewhere.store()));
        }
        if (!elsewhere.isMarked() && !store.equals(SQLITE) && holdsEvents(data, clock)) {
            throw new IllegalStateException(
                    "The history of this data directory is its events.db; leave kehu.store at"
                            + " sqlite, or import an export of it into a new directory");
        }
    }

    private static boolean holdsEvents(DataDirectory data, Clock clock) {
        if (Files.notExists(data.file(EVENTS))) {
            return false;
        }
        try (EventLog events = sqlite(data, clock)) {
            return events.open() > 0;
        }
    }

    private static EventLog sqlite(DataDirectory data, Clock clock) {
        return new SqliteEventLog(data.file(EVENTS), clock);
    }

    private static EventLog postgres(Environment settings, Clock clock, boolean toImport) {
        String url = settings.getProperty("kehu.postgres.url", "");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalStateException(
                    "kehu.store is postgres, so kehu.postgres.url is needed:"
                            + " jdbc:postgresql://HOST:PORT/DATABASE");
        }
        String owner = settings.getProperty("kehu.postgres.owner", "");
        return SoleEventLog.over(
                url,
                account(settings, settings.getProperty("kehu.postgres.user", ""), "password"),
                owner.isEmpty() ? null : account(settings, owner, "owner-password"),
                clock,
                toImport);
    }

    /**
     * @throws DataDirectoryRefused when the program was built without the connector; its classes
     *     are not touched then
     */
    static void refuseMissingConnector() {
        if (!ClassUtils.isPresent(CONNECTOR, ConfiguredLog.class.getClassLoader())) {
            throw new DataDirectoryRefused(
                    "axonserver.libraries-missing",
                    "kehu.store is axonserver, but this program was built without its connector;"
                            + " build it with: mvn -Paxonserver -DskipTests package");
        }
    }

    private static EventLog axonServer(Environment settings, DataDirectory data, Clock clock) {
        refuseMissingConnector();
        return new AxonServerEventLog(
                address(settings), data.file(EventsElsewhere.COMPANION), clock);
    }

    static Address address(Environment settings) {
        String servers = settings.getProperty("kehu.axonserver.servers", "");
        if (servers.isBlank()) {
            throw new IllegalStateException(
                    "kehu.store is axonserver, so kehu.axonserver.servers is needed:"
                            + " HOST:PORT,HOST:PORT");
        }
        return new Address(
                List.of(servers.trim().split("\\s*,\\s*")),
                settings.getProperty("kehu.axonserver.context", "default"),
                settings.getProperty("kehu.axonserver.component", "kehu"),
                settings.getProperty(
                        "kehu.axonserver.client", "kehu-" + ProcessHandle.current().pid()),
                settings.getProperty("kehu.axonserver.token", ""));
    }

    private static Account account(Environment settings, String user, String password) {
        return new Account(user, settings.getProperty("kehu.postgres." + password, ""));
    }
}
