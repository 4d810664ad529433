package dev.kehu.platform.eventstore.row;

import dev.kehu.platform.eventstore.EventLog.Tail;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.row.ReadConnection.Read;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the tables, alike in every database but for the schema and the type of ids; how
 * it is carried out differs.
 */
public abstract class EventTable {
    private final String event;
    private final String tail;
    private final EventRow.IdReader id;

    /**
     * @param schema with a dot behind it, or nothing
     */
    protected EventTable(String schema, EventRow.IdReader id) {
        this.event = schema + "event";
        this.tail = SnapshotRow.TAIL.formatted(schema);
        this.id = id;
    }

    protected abstract <T> T query(String sql, Read<T> read, Object... parameters);

    public final List<StoredEvent> stream(String stream, long fromSeq) {
        return events("stream_id=? AND seq>=? ORDER BY seq", stream, fromSeq);
    }

    public final Tail tail(String stream) {
        return query(tail, rows -> SnapshotRow.tail(rows, id), stream, stream, stream);
    }

    /** What is left of the subject itself, else the beginning of those behind it. */
    public final List<StoredEvent> subjects(
            String subject, long position, @Nullable String last, int limit, long maxBytes) {
        String rest = "subject=? AND position>? ORDER BY position LIMIT ?";
        List<StoredEvent> events = events(maxBytes, rest, subject, position, limit);
        if (!events.isEmpty()) {
            return events;
        }
        String order = " ORDER BY subject,position LIMIT ?";
        return last == null
                ? events(maxBytes, "subject>?" + order, subject, limit)
                : events(maxBytes, "subject>? AND subject<=?" + order, subject, last, limit);
    }

    public final Optional<String> subjectBehind(String subject, int events) {
        return query(
                "SELECT subject FROM "
                        + event
                        + " WHERE subject>? ORDER BY subject,position LIMIT 1 OFFSET ?",
                rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty(),
                subject,
                events);
    }

    public final @Nullable StoredEvent at(String stream, long seq) {
        List<StoredEvent> found = events("stream_id=? AND seq=?", stream, seq);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Leaf hashes in order; refuses a hole. */
    public final List<byte[]> leaves(long after, int limit) {
        return query(
                "SELECT position,leaf FROM "
                        + event
                        + " WHERE position>? ORDER BY position LIMIT ?",
                rows -> leaves(rows, after),
                after,
                limit);
    }

    private static List<byte[]> leaves(ResultSet rows, long after) throws SQLException {
        List<byte[]> leaves = new ArrayList<>();
        for (long expected = after + 1; rows.next(); expected++) {
            if (rows.getLong(1) != expected) {
                throw new IllegalStateException(
                        "History has a hole after position " + (expected - 1) + "; run doctor");
            }
            leaves.add(rows.getBytes(2));
        }
        return leaves;
    }

    public final long lastSeq(String stream) {
        return number("SELECT coalesce(max(seq),-1) FROM " + event + " WHERE stream_id=?", stream);
    }

    public final long head() {
        return number("SELECT coalesce(max(position),0) FROM " + event);
    }

    /** How many there are and the newest position, of one moment. */
    public record Extent(long count, long head) {}

    public final Extent extent() {
        return query(
                "SELECT count(*), coalesce(max(position),0) FROM " + event,
                rows ->
                        rows.next()
                                ? new Extent(rows.getLong(1), rows.getLong(2))
                                : new Extent(0, 0));
    }

    public final long number(String sql, Object... parameters) {
        return query(sql, rows -> rows.next() ? rows.getLong(1) : 0L, parameters);
    }

    public final String text(String sql) {
        return query(sql, rows -> rows.next() ? rows.getString(1) : "");
    }

    private List<StoredEvent> events(String where, Object... parameters) {
        return events(Long.MAX_VALUE, where, parameters);
    }

    private List<StoredEvent> events(long maxBytes, String where, Object... parameters) {
        return query(
                "SELECT " + EventRow.COLUMNS + " FROM " + event + " WHERE " + where,
                rows -> list(rows, maxBytes),
                parameters);
    }

    /** Ends early once it holds that many bytes; never without a row. */
    protected final List<StoredEvent> list(ResultSet rows, long maxBytes) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        for (long bytes = 0; bytes < maxBytes && rows.next(); ) {
            StoredEvent event = EventRow.read(rows, id);
            events.add(event);
            bytes += event.payload().length + event.meta().length;
        }
        return events;
    }
}
