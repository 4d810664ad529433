package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.StoredEvent;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Read connections, as many as there are readers at once, with their statements prepared. Readers
 * never block the writer.
 */
final class SqliteReaders implements AutoCloseable {
    private final SqliteFile file;
    private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    SqliteReaders(SqliteFile file) {
        this.file = file;
    }

    private static final class Reader {
        final Connection connection;
        final Map<String, PreparedStatement> statements = new HashMap<>();

        Reader(Connection connection) {
            this.connection = connection;
        }

        PreparedStatement prepared(String sql) throws SQLException {
            PreparedStatement statement = statements.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                statements.put(sql, statement);
            }
            return statement;
        }
    }

    interface Read<T> {
        T from(ResultSet rows) throws SQLException;
    }

    <T> T query(String sql, Read<T> read, Object... parameters) {
        Reader reader = idle.poll();
        try {
            if (reader == null) {
                reader = new Reader(file.connectReadOnly());
            }
            PreparedStatement statement = reader.prepared(sql);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            T result;
            try (ResultSet rows = statement.executeQuery()) {
                result = read.from(rows);
            }
            idle.add(reader);
            if (closed) {
                close();
            }
            return result;
        } catch (SQLException | RuntimeException e) {
            if (reader != null) { // nobody knows what state it is in
                SqliteFile.closeQuietly(reader.connection);
            }
            if (e instanceof RuntimeException own) {
                throw own;
            }
            throw new EventStoreException("Reading history failed; run doctor", e);
        }
    }

    List<StoredEvent> events(String where, Object... parameters) {
        return query(
                "SELECT " + SqliteSchema.COLUMNS + " FROM event WHERE " + where,
                rows -> list(rows, Long.MAX_VALUE),
                parameters);
    }

    /** As {@link #events}, but ends early once it holds that many bytes; never without a row. */
    List<StoredEvent> page(long maxBytes, String where, Object... parameters) {
        return query(
                "SELECT " + SqliteSchema.COLUMNS + " FROM event WHERE " + where,
                rows -> list(rows, maxBytes),
                parameters);
    }

    private static List<StoredEvent> list(ResultSet rows, long maxBytes) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        for (long bytes = 0; bytes < maxBytes && rows.next(); ) {
            ByteBuffer id = ByteBuffer.wrap(rows.getBytes(5));
            StoredEvent event =
                    new StoredEvent(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getLong(4),
                            new UUID(id.getLong(), id.getLong()),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getString(8),
                            rows.getLong(9),
                            rows.getBytes(10),
                            rows.getBytes(11),
                            rows.getBytes(12));
            events.add(event);
            bytes += event.payload().length + event.meta().length;
        }
        return events;
    }

    @Override
    public void close() {
        closed = true;
        for (Reader reader; (reader = idle.poll()) != null; ) {
            SqliteFile.closeQuietly(reader.connection);
        }
    }
}
