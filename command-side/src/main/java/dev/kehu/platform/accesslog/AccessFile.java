package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.Access;
import dev.kehu.platform.proof.LeafHashes;
import dev.kehu.platform.state.SqliteRollback;
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
import java.util.LinkedHashSet;
import java.util.List;

/**
 * {@code access.db}: one row an entry, one row for each customer it names; rows are never changed,
 * triggers refuse it. One connection writes, one reads, another one reads for the tree, which waits
 * for no question then, each for one thread at a time. The file and its log hold free pages in
 * reserve, so that those who look can be written down for a while when the disk is full: reads go
 * on then.
 */
final class AccessFile implements LeafHashes, AutoCloseable {
    private static final int RESERVE_BYTES = 4 << 20;

    /** So many entries are written between two looks at what is left of it. */
    private static final int LOOK_EVERY = 1_000;

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
        "CREATE INDEX IF NOT EXISTS entry_actor ON entry(actor)",
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
    private final AccessReading reading;
    private final AccessReading tree;
    private volatile long head;

    private AccessFile(Connection writing, AccessReading reading, AccessReading tree, long head) {
        this.writing = writing;
        this.reading = reading;
        this.tree = tree;
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
            AccessReading reading = new AccessReading(connect(file));
            AccessReading tree = new AccessReading(connect(file));
            AccessFile opened = new AccessFile(writing, reading, tree, head);
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
            SqliteRollback.beginAnew(writing, cause);
        }
        try {
            head = newest(writing);
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
        return tree.leaves(count, most);
    }

    /** For all questions. */
    AccessReading reading() {
        return reading;
    }

    @Override
    public void close() throws SQLException {
        reading.close();
        tree.close();
        writing.close();
    }
}
