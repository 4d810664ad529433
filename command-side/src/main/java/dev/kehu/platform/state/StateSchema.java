package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectoryRefused;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of state.db, as the list of steps that led to them; {@code user_version} counts. */
final class StateSchema {
    /** Append only: a step that was released never changes. */
    static final List<String> STEPS =
            List.of(
                    """
                    create table account(
                      name text primary key,
                      role text not null,
                      password text not null) strict
                    """,
                    """
                    create table token(
                      processor text not null,
                      segment integer not null,
                      position integer not null,
                      detail text,
                      primary key (processor, segment)) strict, without rowid
                    """,
                    """
                    create table held(
                      interaction text primary key,
                      reason text not null,
                      waits_for text,
                      position integer not null,
                      received_at integer not null) strict
                    """,
                    """
                    create index held_waits on held(waits_for) where waits_for is not null
                    """);

    private StateSchema() {}

    /** Runs inside the caller's transaction: all missing steps or none. */
    static void bring(Connection connection, List<String> steps) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (var row = statement.executeQuery("pragma user_version")) {
                row.next();
                version = row.getInt(1);
            }
            if (version > steps.size()) {
                throw new DataDirectoryRefused(
                        "data.newer",
                        "state.db has schema %d, this Kehu knows %d; use a newer Kehu."
                                .formatted(version, steps.size()));
            }
            for (String step : steps.subList(version, steps.size())) {
                statement.execute(step);
            }
            statement.execute("pragma user_version = " + steps.size());
        }
    }
}
