package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.AccessLog.Entry;
import dev.kehu.audit.api.AccessLog.Hour;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Questions to {@code access.db}, over a connection of their own, one at a time. */
final class AccessReading implements AutoCloseable {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** An entry nobody counted ends in a count of -1 and no digest; see {@link EntryBytes}. */
    private static final String UNCOUNTED = "substr(bytes, -10) = x'FFFFFFFFFFFFFFFF0000'";

    private static final String HOURS =
            """
            WITH named AS (
              SELECT e.actor, e.at / ? AS hour, count(DISTINCT e.number) AS looks,
                     count(DISTINCT s.customer) AS customers
                FROM entry e LEFT JOIN seen s ON s.number = e.number WHERE e.at >= ? GROUP BY 1, 2),
            wide AS (
              SELECT actor, at / ? AS hour, sum(beyond) AS customers, sum(%s) AS uncounted
                FROM entry WHERE beyond <> 0 AND at >= ? GROUP BY 1, 2)
            SELECT actor, hour, looks, named.customers + coalesce(wide.customers, 0),
                   coalesce(wide.uncounted, 0)
              FROM named LEFT JOIN wide USING (actor, hour) ORDER BY hour, actor\
            """
                    .formatted(UNCOUNTED);

    /** From one name to the next by the index, not by every entry. */
    private static final String READERS =
            """
            WITH RECURSIVE reader(name) AS (
              SELECT min(actor) FROM entry
              UNION ALL
              SELECT (SELECT min(actor) FROM entry WHERE actor > name) FROM reader
               WHERE name IS NOT NULL)
            SELECT name FROM reader WHERE name IS NOT NULL\
            """;

    private static final String SEEN_BY =
            "SELECT DISTINCT s.customer FROM entry e JOIN seen s ON s.number = e.number"
                    + " WHERE e.at >= ? AND e.at < ? AND e.actor = ? LIMIT ?";

    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    AccessReading(Connection connection) {
        this.connection = connection;
    }

    List<byte[]> leaves(long after, int most) {
        return read(
                "SELECT leaf FROM entry WHERE number > ? ORDER BY number LIMIT ?",
                rows -> rows.getBytes(1),
                after,
                most);
    }

    List<byte[]> bytes(long after, int most) {
        return read(
                "SELECT bytes FROM entry WHERE number > ? ORDER BY number LIMIT ?",
                rows -> rows.getBytes(1),
                after,
                most);
    }

    List<Entry> before(long number, int limit) {
        return read(
                "SELECT number, bytes FROM entry WHERE number < ? ORDER BY number DESC LIMIT ?",
                AccessReading::entry,
                number,
                limit);
    }

    List<Entry> of(Collection<String> customers, long before, int limit) {
        List<Object> values = new ArrayList<>(customers);
        values.add(before);
        values.add(limit);
        return read(whoSaw(customers.size()), AccessReading::entry, values.toArray());
    }

    /** The customers, the number before which, and how many. */
    static String whoSaw(int customers) {
        return "SELECT e.number, e.bytes FROM entry e WHERE e.number IN (SELECT DISTINCT number"
                + " FROM seen WHERE customer IN ("
                + String.join(",", Collections.nCopies(customers, "?"))
                + ") AND number < ? ORDER BY number DESC LIMIT ?) ORDER BY e.number DESC";
    }

    long wide() {
        return read("SELECT count(*) FROM entry WHERE beyond <> 0", rows -> rows.getLong(1))
                .getFirst();
    }

    List<String> readers() {
        return read(READERS, rows -> rows.getString(1));
    }

    List<String> seenBy(String actor, Instant from, Instant to, int most) {
        return read(
                SEEN_BY,
                rows -> rows.getString(1),
                from.toEpochMilli(),
                to.toEpochMilli(),
                actor,
                most);
    }

    List<Hour> hours(Instant since) {
        return read(
                HOURS,
                rows ->
                        new Hour(
                                rows.getString(1),
                                Instant.ofEpochMilli(rows.getLong(2) * HOUR),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5)),
                HOUR,
                since.toEpochMilli(),
                HOUR,
                since.toEpochMilli());
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(rows.getLong(1), EntryBytes.read(rows.getBytes(2)));
    }

    interface Row<T> {
        T of(ResultSet rows) throws SQLException;
    }

    <T> List<T> read(String sql, Row<T> row, Object... values) {
        turn.lock();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.of(rows));
                }
                return found;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("access.db: " + failure.getErrorCode(), failure);
        } finally {
            try {
                done();
            } finally {
                turn.unlock();
            }
        }
    }

    /** A reader that kept its view would never see what is written later. */
    private void done() {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException("access.db: " + failure.getErrorCode(), failure);
        }
    }

    @Override
    public void close() throws SQLException {
        turn.lock();
        try {
            connection.close();
        } finally {
            turn.unlock();
        }
    }
}
