package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.row.EventRow;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.postgres.Right;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ConcurrentModificationException;
import java.util.List;

/**
 * What only the owner of the tables may do: take over a history recorded elsewhere. The running
 * role can append and nothing else.
 */
record OwnerWrites(PostgresDatabase database, Account owner, Right right) {
    /** The lock of {@code append_events}: nobody appends meanwhile. */
    private static final String LOCK =
            "SELECT pg_catalog.pg_advisory_xact_lock(7739837720231210601)::text";

    private static final String HEAD = "SELECT coalesce(max(position),0) FROM kehu.event";

    private static final String INSERT =
            "INSERT INTO kehu.event("
                    + EventRow.COLUMNS
                    + ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"
                    + " ON CONFLICT (stream_id, seq) DO NOTHING";

    private static final int PATIENCE = 5;

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void alone(Work work) throws SQLException {
        try (Connection connection = database.forOwner(owner, PATIENCE)) {
            connection.setAutoCommit(false);
            PostgresDatabase.execute(connection, "SET LOCAL lock_timeout = '60s'");
            PostgresDatabase.execute(connection, "SET LOCAL synchronous_commit = on");
            right.prove(connection);
            PostgresDatabase.text(connection, LOCK);
            work.on(connection);
            connection.commit();
        }
    }

    /**
     * @throws IllegalStateException when there are events
     */
    void adopt(String storeId) throws SQLException {
        alone(
                connection -> {
                    if (PostgresDatabase.number(connection, HEAD) > 0) {
                        throw new IllegalStateException("A store with history keeps its name");
                    }
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE kehu.store SET id=?, importing=true")) {
                        update.setString(1, storeId);
                        update.executeUpdate();
                    }
                });
    }

    /**
     * @throws ConcurrentModificationException when somebody appended
     * @throws IllegalArgumentException when a place of a stream is taken
     */
    void insert(List<StoredEvent> events, long head) throws SQLException {
        alone(
                connection -> {
                    if (PostgresDatabase.number(connection, HEAD) != head) {
                        throw new ConcurrentModificationException();
                    }
                    if (events.isEmpty()) {
                        return;
                    }
                    PostgresDatabase.execute(
                            connection, "UPDATE kehu.store SET importing=true WHERE NOT importing");
                    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                        for (StoredEvent event : events) {
                            EventRow.bind(
                                    insert, event, (row, id) -> row.setObject(EventRow.ID, id));
                            insert.addBatch();
                        }
                        int[] inserted = insert.executeBatch();
                        for (int i = 0; i < inserted.length; i++) {
                            if (inserted[i] == 0) {
                                throw new IllegalArgumentException(
                                        "position %d repeats a place of a stream"
                                                .formatted(events.get(i).position()));
                            }
                        }
                    }
                });
    }

    /** Takes the mark away that refuses to serve half an import. */
    void finish() throws SQLException {
        alone(
                connection ->
                        PostgresDatabase.execute(
                                connection,
                                "UPDATE kehu.store SET importing=false WHERE importing"));
    }
}
