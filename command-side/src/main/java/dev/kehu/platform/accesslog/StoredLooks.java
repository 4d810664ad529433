package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.Access;
import dev.kehu.platform.proof.LeafHashes;
import dev.kehu.platform.proof.StoreCheck.Row;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.tree.Rfc6962;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An {@code access.db} that is only read, to see whether it is what was signed of it, also while
 * others write. What questions are answered from, columns and the names of who was seen, has to be
 * what the bytes of the entry say: only they are under the leaf. For one thread.
 */
public final class StoredLooks implements LeafHashes, AutoCloseable {
    private final Connection connection;
    private long head;

    private StoredLooks(Connection connection) throws SQLException {
        this.connection = connection;
        this.head = newest();
    }

    /**
     * The entries there are now; those there are when the first of them is asked for again.
     *
     * @throws Damage when the file is no such database, or cannot be read
     */
    public static StoredLooks in(Path file) throws Damage {
        try {
            return over(DriverManager.getConnection("jdbc:sqlite:" + file));
        } catch (SQLException failure) {
            throw new Damage(0, file.getFileName() + " cannot be read");
        }
    }

    private static StoredLooks over(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
            statement.execute("PRAGMA busy_timeout = 10000");
            return new StoredLooks(connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public List<byte[]> after(long count, int most) {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT leaf FROM entry WHERE number > ? ORDER BY number LIMIT ?")) {
            select.setLong(1, count);
            select.setInt(2, most);
            List<byte[]> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) page.add(rows.getBytes(1));
            }
            return page;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * Entries behind a number as they are checked, up to those there were when the first was asked
     * for: what was signed is read before, and may be over more than there was at the beginning.
     */
    public List<Row> rows(long number, int limit) {
        if (number == 0) {
            head = counted();
        }
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT number, at, actor, beyond, bytes, leaf FROM entry"
                                + " WHERE number > ? AND number <= ? ORDER BY number LIMIT ?")) {
            select.setLong(1, number);
            select.setLong(2, head);
            select.setInt(3, limit);
            List<Row> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery();
                    Seen seen = new Seen(connection, number, head)) {
                while (rows.next()) page.add(row(rows, seen.of(rows.getLong(1))));
            }
            return page;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private static Row row(ResultSet rows, Set<String> seen) throws SQLException {
        byte[] bytes = rows.getBytes(5);
        byte[] hash = Rfc6962.leaf(bytes);
        String wrong =
                Arrays.equals(hash, rows.getBytes(6))
                        ? wrong(rows, bytes, seen)
                        : "it does not fit the leaf hash kept with it";
        return new Row(rows.getLong(1), hash, wrong);
    }

    private static String wrong(ResultSet rows, byte[] bytes, Set<String> seen)
            throws SQLException {
        Access access;
        try {
            if (EntryBytes.number(bytes) != rows.getLong(1)) return "it was another one's";
            access = EntryBytes.read(bytes);
        } catch (RuntimeException unreadable) {
            return "it cannot be read";
        }
        if (access.at().toEpochMilli() != rows.getLong(2)) return "its time is another one";
        if (!access.actor().equals(rows.getString(3))) return "who looked is another one";
        if (AccessFile.beyond(access) != rows.getLong(4)) return "how many it shows is not so";
        return seen.equals(new TreeSet<>(access.customers()))
                ? ""
                : "the customers it is found by are not those it names";
    }

    /** Who is named for one look after the other; never more of them are held than one names. */
    private static final class Seen implements AutoCloseable {
        private final PreparedStatement select;
        private final ResultSet rows;
        private boolean more;

        Seen(Connection connection, long after, long to) throws SQLException {
            select =
                    connection.prepareStatement(
                            "SELECT number, customer FROM seen WHERE number > ? AND number <= ?"
                                    + " ORDER BY number");
            select.setLong(1, after);
            select.setLong(2, to);
            rows = select.executeQuery();
            more = rows.next();
        }

        /** Numbers only grow; those in between are of looks that are missing. */
        Set<String> of(long number) throws SQLException {
            Set<String> seen = new TreeSet<>();
            while (more && rows.getLong(1) <= number) {
                if (rows.getLong(1) == number && seen.size() <= Access.LISTED) {
                    seen.add(rows.getString(2));
                }
                more = rows.next();
            }
            return seen;
        }

        @Override
        public void close() throws SQLException {
            select.close();
        }
    }

    /**
     * @throws Damage when there is something behind the last look, or before the first
     */
    public void refuseStrays() throws Damage {
        long stray;
        try {
            stray =
                    number(
                            "SELECT coalesce((SELECT number FROM entry WHERE number < 1 LIMIT 1),"
                                    + " (SELECT number FROM seen WHERE number < 1 LIMIT 1),"
                                    + " (SELECT min(number) FROM seen WHERE number >"
                                    + " (SELECT coalesce(max(number), 0) FROM entry)), 0)");
        } catch (SQLException failure) {
            throw new Damage(head + 1, "What is behind look %d cannot be read".formatted(head));
        }
        if (stray != 0) {
            throw new Damage(
                    Math.max(0, stray), "Look %d never was, but is there".formatted(stray));
        }
    }

    /** What SQLite says of the pages and indexes of the file: {@code ok}, or the first fault. */
    public String integrity() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException unreadable) {
            return "it cannot be read";
        }
    }

    private long counted() {
        try {
            return newest();
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private long newest() throws SQLException {
        return number("SELECT coalesce(max(number), 0) FROM entry");
    }

    private long number(String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static IllegalStateException unreadable(SQLException failure) {
        return new IllegalStateException("access.db: " + failure.getErrorCode(), failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }
}
