package dev.kehu.platform.writeside;

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
