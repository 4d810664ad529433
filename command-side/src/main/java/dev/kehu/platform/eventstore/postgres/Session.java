package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.UnknownOutcome;
import dev.kehu.platform.postgres.Failures;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.postgres.Sessions;

import org.postgresql.PGConnection;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The session that appends: one call of the function is one group, one transaction, one trip. */
final class Session implements Sessions.Session {
    private static final String APPEND =
            "SELECT head, recorded, refused, refused_streams, refused_seqs"
                    + " FROM kehu.append_events(?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    private final Connection connection;
    private final PreparedStatement append;

    private Session(Connection connection) throws SQLException {
        this.connection = connection;
        this.append = connection.prepareStatement(APPEND);
    }

    static Session over(Connection connection) throws SQLException {
        try {
            return new Session(connection);
        } catch (SQLException | RuntimeException e) {
            PostgresDatabase.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /** The session goes on, and nothing remains of what was asked. */
    boolean undone(SQLException e) {
        return Failures.undone(e, connection);
    }

    /**
     * @throws SQLException as the server or the way to it failed; see {@link Failures}
     * @throws UnknownOutcome when it was recorded but the answer makes no sense
     */
    List<Outcome> append(List<Append> group, long nowMillis) throws SQLException {
        bind(group, nowMillis);
        try (ResultSet rows = append.executeQuery()) {
            rows.next();
            return outcomes(
                    group,
                    rows.getLong(1),
                    rows.getLong(2),
                    (Integer[]) rows.getArray(3).getArray(),
                    (String[]) rows.getArray(4).getArray(),
                    (Long[]) rows.getArray(5).getArray());
        } catch (RuntimeException e) {
            throw new UnknownOutcome(e);
        }
    }

    private void bind(List<Append> group, long nowMillis) throws SQLException {
        List<Draft> drafts = group.stream().flatMap(member -> member.drafts().stream()).toList();
        append.setLong(1, nowMillis);
        append.setArray(
                2, array("int4", group.stream().mapToInt(it -> it.drafts().size()).toArray()));
        append.setArray(3, texts(drafts, Draft::streamType));
        append.setArray(4, texts(drafts, Draft::stream));
        append.setArray(5, longs(drafts, Draft::seq));
        append.setArray(6, array("uuid", drafts.stream().map(Draft::eventId).toArray(UUID[]::new)));
        append.setArray(7, texts(drafts, Draft::name));
        append.setArray(8, texts(drafts, Draft::revision));
        append.setArray(9, texts(drafts, Draft::subject));
        append.setArray(
                10, array("bytea", drafts.stream().map(Draft::payload).toArray(byte[][]::new)));
        append.setArray(
                11, array("bytea", drafts.stream().map(Draft::meta).toArray(byte[][]::new)));
        bindExpectations(group);
    }

    private record Expected(int member, String stream, long seq) {}

    private void bindExpectations(List<Append> group) throws SQLException {
        List<Expected> expected = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            for (Map.Entry<String, Long> head : group.get(i).expectedHeads().entrySet()) {
                expected.add(new Expected(i + 1, head.getKey(), head.getValue()));
            }
        }
        append.setArray(12, array("int4", expected.stream().mapToInt(Expected::member).toArray()));
        append.setArray(13, texts(expected, Expected::stream));
        append.setArray(14, longs(expected, Expected::seq));
    }

    private <T> Array texts(List<T> rows, Function<T, String> column) throws SQLException {
        return array("text", rows.stream().map(column).toArray(String[]::new));
    }

    private <T> Array longs(List<T> rows, ToLongFunction<T> column) throws SQLException {
        return array("int8", rows.stream().mapToLong(column).toArray());
    }

    private Array array(String type, Object elements) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf(type, elements);
    }

    private static List<Outcome> outcomes(
            List<Append> group,
            long head,
            long recordedAt,
            Integer[] refused,
            String[] streams,
            Long[] seqs) {
        List<Outcome> outcomes = new ArrayList<>(group.size());
        long next = head;
        int told = 0;
        for (int i = 0; i < group.size(); i++) {
            if (told < refused.length && refused[told] == i + 1) {
                outcomes.add(
                        seqs[told] < 0
                                ? Outcome.moved(streams[told])
                                : Outcome.taken(streams[told], seqs[told]));
                told++;
                continue;
            }
            List<StoredEvent> stored = new ArrayList<>();
            for (Draft draft : group.get(i).drafts()) {
                stored.add(draft.at(++next, recordedAt));
            }
            outcomes.add(Outcome.of(stored));
        }
        return outcomes;
    }
}
