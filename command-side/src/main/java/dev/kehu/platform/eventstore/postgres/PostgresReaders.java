package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.row.EventRow;
import dev.kehu.platform.eventstore.row.EventTable;
import dev.kehu.platform.eventstore.row.ReadConnection;
import dev.kehu.platform.eventstore.row.ReadConnection.Read;
import dev.kehu.platform.postgres.Failures;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Read connections with their statements prepared, at most {@value #MOST} at once. A read changes
 * nothing, so one that met a dead connection is tried again on a new one.
 */
final class PostgresReaders extends EventTable implements AutoCloseable {
    static final int MOST = 16;

    /** A page ends early once it holds so many bytes, never without a row. */
    private static final String PAGE =
            """
            SELECT %s FROM (
              SELECT *, sum(octet_length(payload) + octet_length(meta))
                  OVER (ORDER BY position ROWS UNBOUNDED PRECEDING)
                  - octet_length(payload) - octet_length(meta) AS before
                FROM kehu.event WHERE %s ORDER BY position LIMIT ?) page
             WHERE before < ? ORDER BY position\
            """;

    private static final String OF_ALL = PAGE.formatted(EventRow.COLUMNS, "position > ?");
    private static final String OF_SUBJECT =
            PAGE.formatted(EventRow.COLUMNS, "subject = ? AND position > ?");

    private static final int WAIT_SECONDS = 20;

    private final PostgresDatabase database;
    private final Queue<ReadConnection> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore places = new Semaphore(MOST, true);
    private volatile boolean closed;

    PostgresReaders(PostgresDatabase database) {
        super(PostgresEventLog.SCHEMA, row -> row.getObject(EventRow.ID, UUID.class));
        this.database = database;
    }

    @Override
    protected <T> T query(String sql, Read<T> read, Object... parameters) {
        takePlace();
        try {
            return tried(idle.poll(), sql, read, parameters);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        boolean interrupted = Thread.interrupted(); // history is read to the end all the same
        try {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (true) {
                try {
                    if (places.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new StoreUnavailable(
                            "store.overloaded", "Too many read history at once; try again shortly");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T tried(
            @Nullable ReadConnection known, String sql, Read<T> read, Object... parameters) {
        ReadConnection reader = known;
        try {
            if (reader == null) {
                reader = new ReadConnection(database.forReading());
            }
            T result = reader.query(sql, read, parameters);
            idle.add(reader);
            if (closed) {
                close();
            }
            return result;
        } catch (SQLException e) {
            boolean answered = reader != null && Failures.undone(e, reader.connection());
            drop(reader);
            if (answered) {
                throw new EventStoreException("Reading history failed; run doctor", e);
            }
            if (known == null) {
                throw Failures.unreachable(e);
            }
            dropIdle(); // the server was restarted: they are all dead
            return tried(null, sql, read, parameters);
        } catch (RuntimeException e) {
            drop(reader);
            throw e;
        }
    }

    private static void drop(@Nullable ReadConnection reader) {
        if (reader != null) { // nobody knows what state it is in
            PostgresDatabase.closeQuietly(reader.connection());
        }
    }

    private void dropIdle() {
        for (ReadConnection reader; (reader = idle.poll()) != null; ) {
            drop(reader);
        }
    }

    List<StoredEvent> page(long after, int limit, long maxBytes) {
        return query(OF_ALL, rows -> list(rows, Long.MAX_VALUE), after, limit, maxBytes);
    }

    List<StoredEvent> page(String subject, long after, int limit, long maxBytes) {
        return query(
                OF_SUBJECT, rows -> list(rows, Long.MAX_VALUE), subject, after, limit, maxBytes);
    }

    @Override
    public void close() {
        closed = true;
        dropIdle();
    }
}
