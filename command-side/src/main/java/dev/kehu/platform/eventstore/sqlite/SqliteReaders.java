package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.row.EventRow;
import dev.kehu.platform.eventstore.row.EventTable;
import dev.kehu.platform.eventstore.row.ReadConnection;
import dev.kehu.platform.eventstore.row.ReadConnection.Read;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Read connections, as many as there are readers at once, with their statements prepared. Readers
 * never block the writer.
 */
final class SqliteReaders extends EventTable implements AutoCloseable {
    private static final String PAGE =
            "SELECT " + EventRow.COLUMNS + " FROM event WHERE %s ORDER BY position LIMIT ?";

    private static final String OF_ALL = PAGE.formatted("position>?");
    private static final String OF_SUBJECT = PAGE.formatted("subject=? AND position>?");

    private final SqliteFile file;
    private final Queue<ReadConnection> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    SqliteReaders(SqliteFile file) {
        super("", new Columns());
        this.file = file;
    }

    @Override
    protected <T> T query(String sql, Read<T> read, Object... parameters) {
        ReadConnection reader = idle.poll();
        try {
            if (reader == null) {
                reader = new ReadConnection(file.connectReadOnly());
            }
            T result = reader.query(sql, read, parameters);
            idle.add(reader);
            if (closed) {
                close();
            }
            return result;
        } catch (SQLException | RuntimeException e) {
            if (reader != null) { // nobody knows what state it is in
                SqliteFile.closeQuietly(reader.connection());
            }
            if (e instanceof RuntimeException own) {
                throw own;
            }
            throw new EventStoreException("Reading history failed; run doctor", e);
        }
    }

    /** Ends early once it holds that many bytes; never without a row. */
    List<StoredEvent> page(long after, int limit, long maxBytes) {
        return query(OF_ALL, rows -> list(rows, maxBytes), after, limit);
    }

    List<StoredEvent> page(String subject, long after, int limit, long maxBytes) {
        return query(OF_SUBJECT, rows -> list(rows, maxBytes), subject, after, limit);
    }

    /**
     * Texts as the bytes they are stored as: the driver asks twice for a text, by way of a buffer
     * outside the heap.
     */
    private static final class Columns implements EventRow.IdReader {
        @Override
        public UUID from(ResultSet row) throws SQLException {
            ByteBuffer id = ByteBuffer.wrap(row.getBytes(EventRow.ID));
            return new UUID(id.getLong(), id.getLong());
        }

        @Override
        public String text(ResultSet row, int column) throws SQLException {
            return new String(row.getBytes(column), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (ReadConnection reader; (reader = idle.poll()) != null; ) {
            SqliteFile.closeQuietly(reader.connection());
        }
    }
}
