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
 * triggers refuse it. One connection writes, another one reads, each for one thread at a time. The
 * file and its log hold free pages in reserve, so that those who look can be written down for a
 * while when the disk is full: reads go on then.
 */
final class AccessFile implements LeafHashes, AutoCloseable {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int RESERVE_BYTES = 4 << 20;

    /** So many entries are written between two looks at what is left of it. */
    private static final int LOOK_EVERY = 1_000;

    private static final String HOURS =
            """
            WITH named AS (
              SELECT e.actor, e.at / ? AS hour, count(DISTINCT e.number) AS looks,
                     count(DISTINCT s.customer) AS customers
                FROM entry e LEFT JOIN seen s ON s.number = e.number WHERE e.at >= ? GROUP BY 1, 2),
            wide AS (
              SELECT actor, at / ? AS hour, sum(beyond) AS customers
                FROM entry WHERE beyond <> 0 AND at >= ? GROUP BY 1, 2)
            SELECT actor, hour, looks, named.customers + coalesce(wide.customers, 0)
              FROM named LEFT JOIN wide USING (actor, hour) ORDER BY hour, actor\
            """;

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
        "CREATE TABLE IF NOT EXISTS reserve(room BLOB NOT NULL) STRICT",
        """
        CREATE TRIGGER IF NOT EXISTS entry_never_changes BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'who looked is never changed'); END\
        """,
        """
        CREATE TRIGGER IF NOT EXISTS entry_never_goes BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'who looked is never deleted'); END\
        """,
        """
        CREATE TRIGGER IF NOT EXISTS seen_never_changes BEFORE UPDATE ON seen
        BEGIN SELECT RAISE(ABORT, 'who was looked at is never changed'); END\
        """,
        """
        CREATE TRIGGER IF NOT EXISTS seen_never_goes BEFORE DELETE ON seen
        BEGIN SELECT RAISE(ABORT, 'who was looked at is never deleted'); END\
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
            long head = newest(writing);
            writing.commit();
            AccessFile opened = new AccessFile(writing, connect(file), head);
            opened.reserve();
            return opened;
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
        } catch (SQLException | RuntimeException | Error failure) {
            undo(failure);
            throw failure;
        }
        boolean look = head / LOOK_EVERY < number / LOOK_EVERY;
        head = number;
        if (look) {
            reserve();
        }
    }

    private void reserve() {
        try {
            reserve(writing);
        } catch (SQLException full) { // that is what it is for
            undo(full);
        }
    }

    /** What was written and deleted leaves its pages in the file and its length to the log. */
    private static void reserve(Connection writing) throws SQLException {
        try (Statement statement = writing.createStatement()) {
            try (ResultSet free =
                    statement.executeQuery(
                            "SELECT freelist_count * page_size FROM pragma_freelist_count,"
                                    + " pragma_page_size")) {
                free.next();
                if (free.getLong(1) >= RESERVE_BYTES / 2) {
                    return;
                }
            } finally {
                writing.commit();
            }
            statement.execute("INSERT INTO reserve VALUES (zeroblob(" + RESERVE_BYTES + "))");
            writing.commit();
            statement.execute("DELETE FROM reserve");
            writing.commit();
        }
    }

    private static void add(PreparedStatement entry, long number, Access access)
            throws SQLException {
        byte[] bytes = EntryBytes.of(number, access);
        entry.setLong(1, number);
        entry.setLong(2, access.at().toEpochMilli());
        entry.setString(3, access.actor());
        entry.setLong(4, beyond(access));
        entry.setBytes(5, bytes);
        entry.setBytes(6, Rfc6962.leaf(bytes));
        entry.executeUpdate();
    }

    /** How many it may have shown that it does not name; one where nobody counted. */
    static long beyond(Access access) {
        return access.wide() ? Math.max(1, access.count() - access.customers().size()) : 0;
    }

    /** Whether a commit that failed was one after all is asked of the file. */
    private void undo(Throwable cause) {
        try {
            writing.rollback();
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
            beginAnew(cause);
        }
        try {
            head = newest(writing);
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }

    /** A full disk rolls back by itself, and the driver would never begin another transaction. */
    private void beginAnew(Throwable cause) {
        try (Statement begin = writing.createStatement()) {
            begin.execute("begin immediate"); // refused where one is still open
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }

    private static long newest(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT coalesce(max(number), 0) FROM entry")) {
            row.next();
            return row.getLong(1);
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
                HOURS,
                rows ->
                        new Hour(
                                rows.getString(1),
                                Instant.ofEpochMilli(rows.getLong(2) * HOUR),
                                rows.getLong(3),
                                rows.getLong(4)),
                HOUR,
                since.toEpochMilli(),
                HOUR,
                since.toEpochMilli());
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
