package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.row.EventRow;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The write connection with what it prepared; what it does lies in a transaction of its user. */
record SqliteWriter(
        Connection connection,
        PreparedStatement begin,
        PreparedStatement commit,
        PreparedStatement rollback,
        PreparedStatement insert,
        PreparedStatement lastSeq,
        Heads heads) {
    private static final int UUID_BYTES = 16;

    static SqliteWriter on(Connection connection) throws SQLException {
        return new SqliteWriter(
                connection,
                connection.prepareStatement("BEGIN IMMEDIATE"),
                connection.prepareStatement("COMMIT"),
                connection.prepareStatement("ROLLBACK"),
                connection.prepareStatement(SqliteSchema.INSERT),
                connection.prepareStatement(
                        "SELECT coalesce(max(seq),-1) FROM event WHERE stream_id=?"),
                new Heads());
    }

    List<Outcome> insertAll(List<Append> group, long head, long now) throws SQLException {
        List<Outcome> outcomes = new ArrayList<>(group.size());
        long next = head + 1;
        for (Append member : group) {
            Outcome outcome = insertMember(member, next, now);
            next += outcome.stored().size();
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private Outcome insertMember(Append member, long first, long now) throws SQLException {
        for (Map.Entry<String, Long> expected : member.expectedHeads().entrySet()) {
            if (heads.of(expected.getKey(), this::lastSeqOf) != expected.getValue()) {
                return Outcome.moved(expected.getKey());
            }
        }
        boolean several = member.drafts().size() > 1;
        if (several) {
            SqliteFile.execute(connection, "SAVEPOINT member");
        }
        Outcome outcome = insertDrafts(member, first, now);
        if (several) {
            if (outcome.refused() != null) {
                SqliteFile.execute(connection, "ROLLBACK TO member");
            }
            SqliteFile.execute(connection, "RELEASE member");
        }
        return outcome;
    }

    private Outcome insertDrafts(Append member, long first, long now) throws SQLException {
        List<StoredEvent> stored = new ArrayList<>(member.drafts().size());
        for (Draft draft : member.drafts()) {
            StoredEvent event = draft.at(first + stored.size(), now);
            if (!insert(event)) {
                member.drafts().forEach(each -> heads.forget(each.stream()));
                return Outcome.taken(draft.stream(), draft.seq());
            }
            heads.moved(draft.stream(), draft.seq());
            stored.add(event);
        }
        return Outcome.of(stored);
    }

    private long lastSeqOf(String stream) throws SQLException {
        lastSeq.setString(1, stream);
        try (ResultSet rows = lastSeq.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    /**
     * @return false when another event has its place in the stream
     */
    boolean insert(StoredEvent event) throws SQLException {
        EventRow.bind(insert, event, SqliteWriter::bindId);
        return insert.executeUpdate() > 0;
    }

    private static void bindId(PreparedStatement insert, UUID id) throws SQLException {
        insert.setBytes(
                EventRow.ID,
                ByteBuffer.allocate(UUID_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    /** Rolls back, and prepares anew: the driver closes a statement that failed. */
    SqliteWriter undone() {
        try {
            rollback.execute();
        } catch (SQLException ignored) {
            // some errors have rolled back already; the first exception tells what happened
        }
        closeStatements();
        try {
            return on(connection);
        } catch (SQLException ignored) {
            return this; // then the next write fails too, and comes here again
        }
    }

    /** The driver keeps what nobody closes for as long as the connection lives. */
    private void closeStatements() {
        for (PreparedStatement statement : List.of(begin, commit, rollback, insert, lastSeq)) {
            try {
                statement.close();
            } catch (SQLException ignored) {
                // it failed already, or its connection did
            }
        }
    }
}
