package dev.kehu.platform.eventstore.row;

import dev.kehu.platform.eventstore.EventLog.Snapshot;
import dev.kehu.platform.eventstore.EventLog.Tail;
import dev.kehu.platform.eventstore.StoredEvent;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of snapshots, alike in every database but for the name of its schema, which is %1$s.
 */
public final class SnapshotRow {
    /** The snapshot of a stream, as a row without a stream type, and the events behind it. */
    public static final String TAIL =
            """
            SELECT position,'' AS stream_type,stream_id,seq,NULL AS event_id,state AS name,revision,subject,
                   0 AS recorded_at,sealed AS payload,NULL AS meta,NULL AS leaf
              FROM %1$ssnapshot WHERE stream_id=?
            UNION ALL
            SELECT\
            """
                    + " "
                    + EventRow.COLUMNS
                    + """
                     FROM %1$sevent WHERE stream_id=?
                       AND seq > coalesce((SELECT seq FROM %1$ssnapshot WHERE stream_id=?),-1)
                    ORDER BY seq\
                    """;

    public static final String KEEP =
            """
            INSERT INTO %1$ssnapshot AS old (stream_id,subject,seq,position,state,revision,sealed)
            VALUES(?,?,?,?,?,?,?) ON CONFLICT (stream_id) DO UPDATE
               SET subject=excluded.subject, seq=excluded.seq, position=excluded.position,
                   state=excluded.state, revision=excluded.revision, sealed=excluded.sealed
             WHERE excluded.seq >= old.seq OR excluded.state <> old.state OR excluded.revision <> old.revision\
            """;

    public static final String DROP = "DELETE FROM %1$ssnapshot WHERE subject=?";

    private SnapshotRow() {}

    public static void bind(PreparedStatement insert, Snapshot snapshot) throws SQLException {
        insert.setString(1, snapshot.stream());
        insert.setString(2, snapshot.subject());
        insert.setLong(3, snapshot.seq());
        insert.setLong(4, snapshot.position());
        insert.setString(5, snapshot.state());
        insert.setString(6, snapshot.revision());
        insert.setBytes(7, snapshot.sealed());
    }

    /** What {@link #TAIL} found. */
    public static Tail tail(ResultSet rows, EventRow.IdReader id) throws SQLException {
        Snapshot snapshot = null;
        List<StoredEvent> events = new ArrayList<>();
        while (rows.next()) {
            if (rows.getString(2).isEmpty()) {
                snapshot = snapshot(rows);
            } else {
                events.add(EventRow.read(rows, id));
            }
        }
        return new Tail(snapshot, events);
    }

    private static @Nullable Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getString(3),
                row.getString(8),
                row.getLong(4),
                row.getLong(1),
                row.getString(6),
                row.getString(7),
                row.getBytes(10));
    }
}
