package dev.kehu.bench.floor;

import dev.kehu.bench.postgres.Database;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.bench.workload.Messages;

import org.axonframework.serialization.Serializer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;

/**
 * Multi-row inserts of the same stored bytes into the same table: what the database takes when
 * nobody waits for an answer. Each transaction is forced to the disk.
 */
public final class RawInserts implements AutoCloseable {
    private static final int TRANSACTION = 512;
    private static final int STATEMENT = 32;
    private static final int BATCH = 1000;
    private static final int BATCH_STATEMENT = 100;
    private static final int COLUMNS = 12;
    private static final byte[] LEAF = new byte[32];
    private static final UUID EVENT_ID = new UUID(0, 0);
    private static final byte[] EVENT_BYTES = new byte[16];

    private final Interactions data;
    private final Row[] rows;
    private final Connection connection;
    private final IdWriter id;
    private final PreparedStatement many;
    private final PreparedStatement batch;
    private final PreparedStatement one;
    private long position;

    private RawInserts(
            Connection connection,
            String table,
            IdWriter id,
            Messages messages,
            Serializer serializer)
            throws SQLException {
        this.connection = connection;
        this.id = id;
        data = messages.data();
        rows = Row.of(messages, serializer);
        connection.setAutoCommit(false);
        many = insert(connection, table, STATEMENT);
        batch = insert(connection, table, BATCH_STATEMENT);
        one = insert(connection, table, 1);
    }

    /**
     * @param file an event store made and closed by the engine
     */
    public static RawInserts sqlite(Path file, Messages messages, Serializer serializer)
            throws SQLException {
        Connection connection =
                DriverManager.getConnection(
                        "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL");
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size=-65536");
            statement.execute("PRAGMA wal_autocheckpoint=4000");
        }
        return new RawInserts(
                connection,
                "event",
                (insert, at) -> insert.setBytes(at, EVENT_BYTES),
                messages,
                serializer);
    }

    /**
     * @param database with an event store made and closed by the engine
     */
    public static RawInserts postgres(Database database, Messages messages, Serializer serializer)
            throws SQLException {
        return new RawInserts(
                database.connect(),
                "kehu.event",
                (insert, at) -> insert.setObject(at, EVENT_ID),
                messages,
                serializer);
    }

    /** Sets the event id, which each database keeps in a type of its own. */
    private interface IdWriter {
        void to(PreparedStatement insert, int column) throws SQLException;
    }

    private static PreparedStatement insert(Connection connection, String table, int rows)
            throws SQLException {
        String row = "(" + String.join(",", Collections.nCopies(COLUMNS, "?")) + ")";
        return connection.prepareStatement(
                "INSERT INTO "
                        + table
                        + " VALUES"
                        + String.join(",", Collections.nCopies(rows, row)));
    }

    /** Rows a second, 512 a transaction. */
    public double perSecond(Duration time) throws SQLException {
        return perSecond(time, many, STATEMENT, TRANSACTION);
    }

    /** Rows a second when each is a transaction of its own: one caller's limit on this disk. */
    public double singlePerSecond(Duration time) throws SQLException {
        return perSecond(time, one, 1, 1);
    }

    /** Rows a second, 1,000 a transaction: the limit of a batch of that size. */
    public double batchedPerSecond(Duration time) throws SQLException {
        return perSecond(time, batch, BATCH_STATEMENT, BATCH);
    }

    private double perSecond(Duration time, PreparedStatement insert, int rows, int transaction)
            throws SQLException {
        long start = System.nanoTime();
        long before = position;
        while (System.nanoTime() - start < time.toNanos()) {
            for (int i = 0; i < transaction; i += rows) {
                bind(insert, rows);
                insert.executeUpdate();
            }
            connection.commit();
        }
        return (position - before) * 1e9 / (System.nanoTime() - start);
    }

    private void bind(PreparedStatement insert, int count) throws SQLException {
        int column = 1;
        for (int i = 0; i < count; i++) {
            Row row = rows[(int) (position % rows.length)];
            String stream = data.id(position).value();
            insert.setLong(column++, ++position);
            insert.setString(column++, "interaction");
            insert.setString(column++, stream);
            insert.setLong(column++, 0);
            id.to(insert, column++);
            insert.setString(column++, "interaction.recorded");
            insert.setString(column++, "1");
            insert.setString(column++, row.subject());
            insert.setLong(column++, position);
            insert.setBytes(column++, row.payload());
            insert.setBytes(column++, row.meta());
            insert.setBytes(column++, LEAF);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
