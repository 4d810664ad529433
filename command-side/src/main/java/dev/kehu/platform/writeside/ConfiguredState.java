package dev.kehu.platform.writeside;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.StateElsewhere;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.SoleEventLog;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;
import dev.kehu.platform.state.postgres.StateMove;

import org.springframework.core.env.Environment;

/** Where state is kept, as {@code kehu.state} names it. */
final class ConfiguredState {
    private static final String FILE = "file";
    private static final String POSTGRES = "postgres";

    private ConfiguredState() {}

    /**
     * Before anything is opened.
     *
     * @throws DataDirectoryRefused when state cannot be kept where the settings say
     */
    static void refuseUnfit(Environment settings, DataDirectory data) {
        String state = state(settings);
        boolean file = state.equals(FILE);
        if (!file && !state.equals(POSTGRES)) {
            throw new DataDirectoryRefused(
                    "state.unknown-place",
                    "kehu.state is '" + state + "'; it takes file or postgres.");
        }
        if (!file && !settings.getProperty("kehu.store", "").equals(POSTGRES)) {
            throw new DataDirectoryRefused(
                    "state.needs-postgres",
                    "kehu.state is postgres, so the events have to be there, too; set kehu.store to"
                            + " postgres, or leave kehu.state at file.");
        }
        if (file && new StateElsewhere(data.root()).isMarked()) {
            throw elsewhere("The state of " + data.root());
        }
    }

    private static String state(Environment settings) {
        return settings.getProperty("kehu.state", FILE);
    }

    private static DataDirectoryRefused elsewhere(String what) {
        return new DataDirectoryRefused(
                "state.elsewhere", what + " is kept in PostgreSQL; set kehu.state to postgres.");
    }

    /**
     * @param log opened: it has made the tables, and the directory is known to go with it
     * @throws DataDirectoryRefused when there is state in another place, too
     */
    static StateDatabase of(Environment settings, DataDirectory data, EventLog log) {
        if (!(log instanceof SoleEventLog events)) {
            return StateDatabase.open(data);
        }
        StateDatabase there =
                new StateDatabase(new PostgresHome(events.database(), events.right()));
        try {
            if (state(settings).equals(POSTGRES)) {
                new StateMove(data, there).run();
                return there;
            }
            if (StateMove.holdsAny(there)) {
                throw elsewhere("State that goes with these events");
            }
        } catch (RuntimeException refused) {
            there.close();
            throw refused;
        }
        there.close();
        return StateDatabase.open(data);
    }
}
