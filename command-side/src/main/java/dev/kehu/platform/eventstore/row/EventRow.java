package dev.kehu.platform.eventstore.row;

import dev.kehu.platform.eventstore.StoredEvent;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The columns of the event table, in their order. */
public final class EventRow {
    public static final String COLUMNS =
            "position,stream_type,stream_id,seq,event_id,name,revision,subject,recorded_at,payload,meta,leaf";

    /** Column of the event id, for {@link IdReader} and {@link IdWriter}. */
    public static final int ID = 5;

    private EventRow() {}

    /** Reads the event id of a row, and its texts. */
    @FunctionalInterface
    public interface IdReader {
        UUID from(ResultSet row) throws SQLException;

        /** Where a driver has a shorter way to a text than its own. */
        default String text(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }
    }

    /** Sets the event id of a row. */
    @FunctionalInterface
    public interface IdWriter {
        void to(PreparedStatement insert, UUID id) throws SQLException;
    }

    public static StoredEvent read(ResultSet row, IdReader id) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                id.text(row, 2),
                id.text(row, 3),
                row.getLong(4),
                id.from(row),
                id.text(row, 6),
                id.text(row, 7),
                id.text(row, 8),
                row.getLong(9),
                row.getBytes(10),
                row.getBytes(11),
                row.getBytes(12));
    }

    /** Sets all parameters of an insert that names all columns. */
    public static void bind(PreparedStatement insert, StoredEvent event, IdWriter id)
            throws SQLException {
        insert.setLong(1, event.position());
        insert.setString(2, event.streamType());
        insert.setString(3, event.stream());
        insert.setLong(4, event.seq());
        id.to(insert, event.eventId());
        insert.setString(6, event.name());
        insert.setString(7, event.revision());
        insert.setString(8, event.subject());
        insert.setLong(9, event.recordedAt());
        insert.setBytes(10, event.payload());
        insert.setBytes(11, event.meta());
        insert.setBytes(12, event.leaf());
    }
}
