package dev.kehu.platform.state.postgres;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.datadir.StateElsewhere;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.StateDatabase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The way of state from state.db into the database, once: the directory is marked, so that nobody
 * takes up the file again, all rows go over in one transaction, and the file gets another name. A
 * start that was killed between any two of these goes on where it was: until rows are in the
 * database the file is the state, from then on it is not.
 */
public final class StateMove {
    /** What is left of the file; nothing reads it. */
    public static final String LEFT = "state.moved.db";

    private static final Logger LOG = LoggerFactory.getLogger(StateMove.class);
    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = current_schema()"
                    + " order by table_name";

    private final DataDirectory data;
    private final StateDatabase target;
    private final Path file;

    /**
     * @param target state in the database that keeps the events of the directory
     */
    public StateMove(DataDirectory data, StateDatabase target) {
        this.data = data;
        this.target = target;
        this.file = data.file("state.db");
    }

    /** Whether the database holds state already. */
    public static boolean holdsAny(StateDatabase target) {
        return target.read(
                connection -> {
                    for (String table : tables(connection)) {
                        if (exists(connection, table)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return Sql.list(connection, TABLES, row -> row.getString(1));
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        String any = "select 1 from " + table + " limit 1";
        return !Sql.list(connection, any, row -> row.getInt(1)).isEmpty();
    }

    /**
     * Makes the database the place of the directory's state.
     *
     * @throws DataDirectoryRefused {@code state.twice} when both hold some and neither came from
     *     the other
     */
    public void run() {
        StateElsewhere elsewhere = new StateElsewhere(data.root());
        boolean there = Files.exists(file);
        boolean holds = holdsAny(target);
        if (there && holds && !elsewhere.isMarked()) {
            throw new DataDirectoryRefused(
                    "state.twice",
                    "The database holds state, and so does state.db in %s; move the one away that is not to be used."
                            .formatted(data.root()));
        }
        elsewhere.mark();
        if (there) {
            over(!holds);
        }
    }

    private void over(boolean copying) {
        try (StateDatabase source = StateDatabase.open(data)) {
            if (copying) {
                long rows = source.read(from -> target.write(to -> new Copy(from, to).all()));
                LOG.info("State moved into PostgreSQL: {} rows", rows);
            }
            source.sync();
        }
        try {
            Directories.move(file, data.file(LEFT));
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(file, failure);
        }
    }
}
