package dev.kehu.bench.floor;

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

/**
 * Multi-row inserts of the same stored bytes into the same table, 512 rows a transaction,
 * synchronous=FULL: what SQLite takes when nobody waits for an answer.
 */
public final class RawInserts implements AutoCloseable {
    private static final int TRANSACTION = 512;
    private static final int STATEMENT = 32;
    private static final int COLUMNS = 12;
    private static final byte[] LEAF = new byte[32];
    private static final byte[] EVENT_ID = new byte[16];

    private final Interactions data;
    private final Row[] rows;
    private final Connection connection;
    private final PreparedStatement many;
    private final PreparedStatement one;
    private long position;

    /**
     * @param file an event store made and closed by the engine
     */
    public RawInserts(Path file, Messages messages, Serializer serializer) throws SQLException {
        data = messages.data();
        rows = Row.of(messages, serializer);
        connection =
                DriverManager.getConnection(
                        "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL");
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size=-65536");
            statement.execute("PRAGMA wal_autocheckpoint=4000");
        }
        connection.setAutoCommit(false);
        many = insert(connection, STATEMENT);
        one = insert(connection, 1);
    }

    private static PreparedStatement insert(Connection connection, int rows) throws SQLException {
        String row = "(" + String.join(",", Collections.nCopies(COLUMNS, "?")) + ")";
        return connection.prepareStatement(
                "INSERT INTO event VALUES" + String.join(",", Collections.nCopies(rows, row)));
    }

    /** Rows a second, 512 a transaction. */
    public double perSecond(Duration time) throws SQLException {
        return perSecond(time, many, STATEMENT, TRANSACTION);
    }

    /** Rows a second when each is a transaction of its own: one caller's limit on this disk. */
    public double singlePerSecond(Duration time) throws SQLException {
        return perSecond(time, one, 1, 1);
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
            insert.setBytes(column++, EVENT_ID);
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
