package dev.kehu.platform.writeside;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.SoleEventLog;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import org.springframework.core.env.Environment;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where keys of subjects are kept, as {@code kehu.keys} names it. They never lie in two places. */
final class ConfiguredKeys {
    private static final String SCHEMA = "kehu_keys";
    private static final String FILE = "file";
    private static final String POSTGRES = "postgres";

    private ConfiguredKeys() {}

    /**
     * @param log opened: it has made the tables
     * @throws DataDirectoryRefused when the keys cannot be there, or are in the other place
     */
    static SubjectKeys of(
            Environment settings, DataDirectory data, EventLog log, MasterKeys masters) {
        String place = settings.getProperty("kehu.keys", FILE);
        Path file = data.file("keys.db");
        if (!place.equals(FILE) && !place.equals(POSTGRES)) {
            throw new DataDirectoryRefused(
                    "keys.unknown-place",
                    "kehu.keys is '" + place + "'; it takes file or postgres.");
        }
        if (!(log instanceof SoleEventLog events)) {
            if (place.equals(POSTGRES)) {
                throw new DataDirectoryRefused(
                        "keys.needs-postgres",
                        "kehu.keys is postgres, so the events have to be there, too; set kehu.store"
                                + " to postgres, or leave kehu.keys at file.");
            }
            return SubjectKeys.open(file, masters, log.untouched());
        }
        boolean untouched = log.untouched();
        StateDatabase there =
                new StateDatabase(new PostgresHome(events.database(), events.right(), SCHEMA));
        if (place.equals(POSTGRES)) {
            if (holdsKeys(file)) {
                there.close();
                throw elsewhere("keys.db", FILE);
            }
            return SubjectKeys.in(there, masters, untouched);
        }
        try (there) {
            if (SubjectKeys.areIn(there)) {
                throw elsewhere("PostgreSQL", POSTGRES);
            }
        }
        return SubjectKeys.open(file, masters, untouched);
    }

    /** A start that recorded nothing leaves an empty file. */
    private static boolean holdsKeys(Path file) {
        if (Files.notExists(file)) {
            return false;
        }
        try (KeyFile keys = KeyFile.open(file)) {
            return keys.keys() + keys.tombstones() > 0;
        }
    }

    private static DataDirectoryRefused elsewhere(String where, String place) {
        return new DataDirectoryRefused(
                "keys.elsewhere",
                "Keys that go with these events are in %s; set kehu.keys to %s."
                        .formatted(where, place));
    }
}
