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
                    """,
                    """
                    create table outbox(
                      id integer primary key autoincrement,
                      processor text not null,
                      owner text not null,
                      step text not null,
                      command text not null,
                      body text not null,
                      parked integer not null,
                      unique (owner, step)) strict
                    """,
                    """
                    create index outbox_order on outbox(owner, id)
                    """,
                    """
                    create table parked(
                      id integer primary key autoincrement,
                      processor text not null,
                      sequence text not null,
                      kind text not null,
                      position integer not null,
                      detail text,
                      code text not null,
                      parked_at integer not null,
                      attempts integer not null) strict
                    """,
                    """
                    create index parked_order on parked(processor, sequence, id)
                    """,
                    """
                    create table deadline(
                      owner text not null,
                      name text not null,
                      processor text not null,
                      due integer not null,
                      primary key (owner, name)) strict, without rowid
                    """,
                    """
                    create index deadline_due on deadline(due, owner, name)
                    """,
                    """
                    create table saga(
                      id text primary key,
                      process text not null,
                      revision integer not null,
                      progress text not null,
                      steps text not null,
                      position integer not null) strict
                    """,
                    """
                    create table association(
                      process text not null,
                      key text not null,
                      saga text not null references saga(id) on delete cascade,
                      primary key (process, key, saga)) strict, without rowid
                    """,
                    """
                    create index association_saga on association(saga)
                    """,
                    """
                    create table erasure(
                      id text primary key,
                      position integer not null) strict
                    """,
                    """
                    create table contact_person(
                      person text primary key,
                      customer text not null) strict
                    """,
                    """
                    create index contact_person_of on contact_person(customer)
                    """,
                    """
                    create table erasure_request(
                      request text primary key,
                      position integer not null) strict
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
