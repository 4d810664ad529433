package dev.kehu.platform.writeside;

import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.SoleEventLog;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import org.springframework.core.env.Environment;

import java.nio.file.Path;

/** Where keys of subjects are kept, as {@code kehu.keys} names it. They never lie in two places. */
public final class ConfiguredKeys {
    private static final String SCHEMA = "kehu_keys";
    private static final String KEYS = "keys.db";
    private static final String FILE = "file";
    private static final String POSTGRES = "postgres";

    private ConfiguredKeys() {}

    /**
     * @throws DataDirectoryRefused when the settings name no place, or one without these events
     */
    public static void refuseUnfit(Environment settings) {
        String place = place(settings);
        if (!place.equals(FILE) && !place.equals(POSTGRES)) {
            throw new DataDirectoryRefused(
                    "keys.unknown-place",
                    "kehu.keys is '" + place + "'; it takes file or postgres.");
        }
        if (place.equals(POSTGRES) && !settings.getProperty("kehu.store", "").equals(POSTGRES)) {
            throw new DataDirectoryRefused(
                    "keys.needs-postgres",
                    "kehu.keys is postgres, so the events have to be there, too; set kehu.store to"
                            + " postgres, or leave kehu.keys at file.");
        }
    }

    private static String place(Environment settings) {
        return settings.getProperty("kehu.keys", FILE);
    }

    private static StateDatabase beside(SoleEventLog events) {
        return new StateDatabase(new PostgresHome(events.database(), events.right(), SCHEMA));
    }

    /** Whether keys lie beside these events; opens them to see. */
    public static boolean lieBeside(EventLog log) {
        if (!(log instanceof SoleEventLog events)) {
            return false;
        }
        events.open();
        try (StateDatabase there = beside(events)) {
            return SubjectKeys.areIn(there);
        }
    }

    /** For copies of them, while they are used. */
    static KeySet.Source source(Environment settings, DataDirectory data, EventLog log) {
        if (log instanceof SoleEventLog events && place(settings).equals(POSTGRES)) {
            return copy -> {
                try (StateDatabase there = beside(events)) {
                    SubjectKeys.copy(there, copy);
                }
            };
        }
        return KeySet.Source.of(data.file(KEYS), (what, done, total, unit) -> {});
    }

    /**
     * @param log opened: it has made the tables
     * @throws DataDirectoryRefused when the keys cannot be there, or are in the other place
     */
    static SubjectKeys of(
            Environment settings, DataDirectory data, EventLog log, MasterKeys masters) {
        refuseUnfit(settings);
        Path file = data.file(KEYS);
        if (!(log instanceof SoleEventLog events)) {
            return SubjectKeys.open(file, masters, log.untouched());
        }
        boolean untouched = log.untouched();
        StateDatabase there = beside(events);
        if (place(settings).equals(POSTGRES)) {
            try {
                SubjectKeys.move(file, there, masters);
            } catch (RuntimeException refused) {
                there.close();
                throw refused;
            }
            return SubjectKeys.in(there, masters, untouched);
        }
        try (there) {
            if (SubjectKeys.areIn(there)) {
                throw new DataDirectoryRefused(
                        "keys.elsewhere",
                        "Keys that go with these events are in PostgreSQL; set kehu.keys to"
                                + " postgres. Nothing moves them back: to have them in a file,"
                                + " export with --keys, and import into a new directory and"
                                + " database.");
            }
        }
        return SubjectKeys.open(file, masters, untouched);
    }
}
