package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog.Entry;
import dev.kehu.audit.api.AccessLog.Hour;
import dev.kehu.platform.proof.LeafHashes;
import dev.kehu.verifier.tree.Rfc6962;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code access.db}: one row an entry, one row for each customer it names; rows are never changed,
 * triggers refuse it. One connection writes, another one reads, each for one thread at a time.
 */
final class AccessFile implements LeafHashes, AutoCloseable {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static final String[] TABLES = {
        """
        CREATE TABLE IF NOT EXISTS entry(
          number INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          beyond INTEGER NOT NULL,
          bytes BLOB NOT NULL,
          leaf BLOB NOT NULL CHECK(length(leaf) = 32)
        ) STRICT\
        """,
        "CREATE INDEX IF NOT EXISTS entry_at ON entry(at)",
        "CREATE INDEX IF NOT EXISTS entry_wide ON entry(number) WHERE beyond <> 0",
        """
        CREATE TABLE IF NOT EXISTS seen(
          customer TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(customer, number)
        ) STRICT, WITHOUT ROWID\
        """,
        "CREATE INDEX IF NOT EXISTS seen_number ON seen(number)",
        """
        CREATE TRIGGER IF NOT EXISTS entry_never_changes BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'who looked is never changed'); END\
        """,
        """
        CREATE TRIGGER IF NOT EXISTS entry_never_goes BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'who looked is never deleted'); END\
        """
    };

    private final Connection writing;
    private final Connection reading;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile long head;

    private AccessFile(Connection writing, Connection reading, long head) {
        this.writing = writing;
        this.reading = reading;
        this.head = head;
    }

    static AccessFile open(Path file) throws SQLException {
        Connection writing = connect(file);
        try (Statement statement = writing.createStatement()) {
            for (String each : TABLES) {
                statement.execute(each);
            }
            writing.commit();
            try (ResultSet newest =
                    statement.executeQuery("SELECT coalesce(max(number), 0) FROM entry")) {
                newest.next();
                return new AccessFile(writing, connect(file), newest.getLong(1));
            } finally {
                writing.commit();
            }
        } catch (SQLException failure) {
            writing.close();
            throw failure;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
        connection.setAutoCommit(false);
        return connection;
    }

    /** All of them on disk, or none. By the writer's thread alone. */
    void append(List<Access> group) throws SQLException {
        long number = head;
        try (PreparedStatement entry =
                        writing.prepareStatement(
                                "INSERT INTO entry(number, at, actor, beyond, bytes, leaf)"
                                        + " VALUES (?,?,?,?,?,?)");
                PreparedStatement seen =
                        writing.prepareStatement(
                                "INSERT INTO seen(customer, number) VALUES (?,?)")) {
            for (Access each : group) {
                add(entry, ++number, each);
                for (String customer : new LinkedHashSet<>(each.customers())) {
                    seen.setString(1, customer);
                    seen.setLong(2, number);
                    seen.executeUpdate();
                }
            }
            writing.commit();
            head = number;
        } catch (SQLException | RuntimeException failure) {
            undo(failure);
            throw failure;
        }
    }

    private static void add(PreparedStatement entry, long number, Access access)
            throws SQLException {
        byte[] bytes = EntryBytes.of(number, access);
        entry.setLong(1, number);
        entry.setLong(2, access.at().toEpochMilli());
        entry.setString(3, access.actor());
        entry.setLong(
                4, access.wide() ? Math.max(1, access.count() - access.customers().size()) : 0);
        entry.setBytes(5, bytes);
        entry.setBytes(6, Rfc6962.leaf(bytes));
        entry.executeUpdate();
    }

    private void undo(Exception cause) {
        try {
            writing.rollback();
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public List<byte[]> after(long count, int most) {
        return read(
                "SELECT leaf FROM entry WHERE number > ? ORDER BY number LIMIT ?",
                rows -> rows.getBytes(1),
                count,
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
                AccessFile::entry,
                number,
                limit);
    }

    List<Entry> of(Collection<String> customers, long before, int limit) {
        List<Object> values = new ArrayList<>(customers);
        values.add(before);
        values.add(limit);
        return read(
                "SELECT e.number, e.bytes FROM entry e WHERE e.number IN (SELECT DISTINCT number"
                        + " FROM seen WHERE customer IN ("
                        + String.join(",", Collections.nCopies(customers.size(), "?"))
                        + ") AND number < ? ORDER BY number DESC LIMIT ?) ORDER BY e.number DESC",
                AccessFile::entry,
                values.toArray());
    }

    long wide() {
        return read("SELECT count(*) FROM entry WHERE beyond <> 0", rows -> rows.getLong(1))
                .getFirst();
    }

    List<Hour> hours(Instant since) {
        return read(
                "SELECT e.actor, e.at / ?, count(DISTINCT e.number), count(DISTINCT s.customer),"
                    + " (SELECT coalesce(sum(w.beyond), 0) FROM entry w WHERE w.beyond <> 0 AND"
                    + " w.actor = e.actor AND w.at / ? = e.at / ?) FROM entry e LEFT JOIN seen s ON"
                    + " s.number = e.number WHERE e.at >= ? GROUP BY e.actor, e.at / ? ORDER BY"
                    + " e.at / ?, e.actor",
                rows ->
                        new Hour(
                                rows.getString(1),
                                Instant.ofEpochMilli(rows.getLong(2) * HOUR),
                                rows.getLong(3),
                                rows.getLong(4) + rows.getLong(5)),
                HOUR,
                HOUR,
                HOUR,
                since.toEpochMilli(),
                HOUR,
                HOUR);
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(rows.getLong(1), EntryBytes.read(rows.getBytes(2)));
    }

    private interface Row<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> List<T> read(String sql, Row<T> row, Object... values) {
        turn.lock();
        try (PreparedStatement select = reading.prepareStatement(sql)) {
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
            done();
            turn.unlock();
        }
    }

    /** A reader that kept its view would never see what is written later. */
    private void done() {
        try {
            reading.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException("access.db: " + failure.getErrorCode(), failure);
        }
    }

    @Override
    public void close() throws SQLException {
        turn.lock();
        try {
            reading.close();
        } finally {
            turn.unlock();
            writing.close();
        }
    }
}
