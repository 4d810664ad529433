package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of {@code keys.db}; for one thread at a time. */
final class KeyTable implements KeyStore {
    private static final int REWRAPPED_AT_ONCE = 1_000;
    static final String SOME_OLD =
            "SELECT key_id, kek, wrapped FROM subject_key WHERE kek<? LIMIT " + REWRAPPED_AT_ONCE;
    private static final String NEXT_EPOCH =
            "SELECT key_id, kek, wrapped FROM subject_key WHERE kek>? ORDER BY kek LIMIT 1";
    private static final String[] SCHEMA = {
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON", // pages that held a key are overwritten, not only freed
        "PRAGMA busy_timeout=5000",
        """
        CREATE TABLE IF NOT EXISTS subject_key(key_id BLOB PRIMARY KEY, subject TEXT NOT NULL, kek INTEGER NOT NULL,
          wrapped BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT\
        """,
        "CREATE INDEX IF NOT EXISTS subject_key_subject ON subject_key(subject)",
        "CREATE INDEX IF NOT EXISTS subject_key_kek ON subject_key(kek)", // or each page reads all
        "CREATE TABLE IF NOT EXISTS tombstone(key_id BLOB PRIMARY KEY, subject TEXT NOT NULL,"
                + " erased_at INTEGER NOT NULL) STRICT",
        "CREATE TABLE IF NOT EXISTS erased(subject TEXT PRIMARY KEY, erased_at INTEGER NOT NULL)"
                + " STRICT, WITHOUT ROWID",
        """
        INSERT OR IGNORE INTO erased SELECT subject, min(erased_at) FROM tombstone
          WHERE subject NOT IN (SELECT subject FROM subject_key) AND subject NOT LIKE '%/%'
          GROUP BY subject\
        """,
    };

    private final Wrapping wrapping;
    private final Connection connection;

    private KeyTable(MasterKeys masters, Connection connection) {
        this.wrapping = new Wrapping(masters);
        this.connection = connection;
    }

    static KeyTable open(Path file, MasterKeys masterKeys) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                for (String sql : SCHEMA) {
                    statement.execute(sql);
                }
            }
            return new KeyTable(masterKeys, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The keys of subjects (" + file.getFileName() + ") cannot be opened", e);
        }
    }

    @Override
    public Optional<SubjectKey> newest(String subject) {
        return find(
                "SELECT key_id, subject, wrapped, kek FROM subject_key WHERE subject=? ORDER BY"
                        + " rowid DESC LIMIT 1",
                subject);
    }

    @Override
    public Optional<SubjectKey> byId(UUID id) {
        return find(
                "SELECT key_id, subject, wrapped, kek FROM subject_key WHERE key_id=?",
                SubjectKey.bytes(id));
    }

    private Optional<SubjectKey> find(String sql, Object parameter) {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        wrapping.opened(
                                rows.getBytes(1),
                                rows.getString(2),
                                rows.getInt(4),
                                rows.getBytes(3)));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean opens() {
        try (PreparedStatement next = connection.prepareStatement(NEXT_EPOCH)) {
            for (int epoch = 0; ; ) {
                next.setInt(1, epoch);
                try (ResultSet row = next.executeQuery()) {
                    if (!row.next()) {
                        return true;
                    }
                    epoch = row.getInt(2);
                    if (!wrapping.opens(epoch, row.getBytes(1), row.getBytes(3))) {
                        return false;
                    }
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean hasTombstone(UUID id) {
        return holds("SELECT 1 FROM tombstone WHERE key_id=?", SubjectKey.bytes(id));
    }

    @Override
    public boolean hasTombstoneOf(String subject) {
        return holds("SELECT 1 FROM tombstone WHERE subject=?", subject);
    }

    private boolean holds(String sql, Object parameter) {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Set<String> erased() {
        Set<String> all = new HashSet<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT subject FROM erased")) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * In one transaction with one fsync. A key that is there already is left: an earlier commit may
     * have failed only in its answer. One made for who is erased becomes a tombstone at once: what
     * was sealed with it can never be read.
     */
    @Override
    public void insert(Collection<SubjectKey> fresh, long now) {
        try {
            execute("BEGIN IMMEDIATE");
            insertAll(fresh, now);
            execute("COMMIT");
        } catch (SQLException e) {
            rollback();
            throw new IllegalStateException(
                    "New keys could not be written; nothing was recorded", e);
        }
    }

    private void insertAll(Collection<SubjectKey> fresh, long now) throws SQLException {
        try (PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO subject_key(key_id,subject,kek,wrapped,made_at)"
                                        + " SELECT ?1,?2,?3,?4,?5 WHERE NOT EXISTS"
                                        + " (SELECT 1 FROM erased WHERE subject=?2)"
                                        + " AND NOT EXISTS"
                                        + " (SELECT 1 FROM tombstone WHERE key_id=?1)"
                                        + " ON CONFLICT DO NOTHING");
                PreparedStatement bury =
                        connection.prepareStatement(
                                "INSERT INTO tombstone(key_id,subject,erased_at)"
                                        + " SELECT ?1,?2,?3 WHERE EXISTS"
                                        + " (SELECT 1 FROM erased WHERE subject=?2)"
                                        + " ON CONFLICT DO NOTHING")) {
            int epoch = wrapping.newest();
            for (SubjectKey key : fresh) {
                byte[] id = SubjectKey.bytes(key.id());
                insert.setBytes(1, id);
                insert.setString(2, key.subject());
                insert.setInt(3, epoch);
                insert.setBytes(4, wrapping.wrapped(epoch, id, key.secret().getEncoded()));
                insert.setLong(5, now);
                insert.executeUpdate();
                bury.setBytes(1, id);
                bury.setString(2, key.subject());
                bury.setLong(3, now);
                bury.executeUpdate();
            }
        }
    }

    @Override
    public void addWrapping() {
        wrapping.add();
    }

    /**
     * Wraps some keys anew that are wrapped by an older key-encryption key, in one transaction.
     *
     * @return how many; 0 when there are none left
     */
    @Override
    public int rewrapSome() {
        int newest = wrapping.newest();
        try (PreparedStatement select = connection.prepareStatement(SOME_OLD);
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE subject_key SET kek=?, wrapped=? WHERE key_id=?")) {
            execute("BEGIN IMMEDIATE");
            select.setInt(1, newest);
            int done = 0;
            try (ResultSet rows = select.executeQuery()) {
                for (; rows.next(); done++) {
                    byte[] id = rows.getBytes(1);
                    byte[] secret = wrapping.secret(rows.getInt(2), id, rows.getBytes(3));
                    update.setInt(1, newest);
                    update.setBytes(2, wrapping.wrapped(newest, id, secret));
                    update.setBytes(3, id);
                    update.addBatch();
                }
            }
            update.executeBatch();
            execute("COMMIT");
            return done;
        } catch (SQLException e) {
            rollback();
            throw new IllegalStateException("Keys could not be wrapped anew", e);
        }
    }

    /**
     * Turns all keys of these subjects into tombstones, those only made in memory, too, and forbids
     * further ones; in one transaction. Returns when no file holds the keys any more.
     */
    @Override
    public void erase(Collection<String> subjects, Collection<SubjectKey> unwritten, long now) {
        try {
            execute("BEGIN IMMEDIATE");
            for (String subject : subjects) {
                run("INSERT OR IGNORE INTO erased VALUES(?1,?2)", subject, now);
                for (String holder : SubjectKey.holders(subject)) {
                    run(
                            "INSERT OR IGNORE INTO tombstone SELECT key_id, subject, ?2"
                                    + " FROM subject_key WHERE subject=?1",
                            holder,
                            now);
                    run("DELETE FROM subject_key WHERE subject=?1", holder);
                }
            }
            for (SubjectKey key : unwritten) {
                bury(key.id(), key.subject(), now);
            }
            execute("COMMIT");
        } catch (SQLException e) {
            rollback();
            throw new IllegalStateException("Keys could not be destroyed; nothing was", e);
        }
        truncateLog();
    }

    @Override
    public Set<UUID> of(String subject) {
        Set<UUID> all = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT key_id FROM subject_key WHERE subject=?1"
                                + " UNION ALL SELECT key_id FROM tombstone WHERE subject=?2")) {
            select.setString(1, subject);
            select.setString(2, SubjectKey.divided(subject));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(SubjectKey.id(rows.getBytes(1), 0));
                }
            }
            return all;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void divide(
            Collection<UUID> ids, Collection<SubjectKey> unwritten, Category category, long now) {
        try {
            execute("BEGIN IMMEDIATE");
            for (UUID id : ids) {
                Optional<SubjectKey> whole =
                        unwritten.stream()
                                .filter(key -> key.id().equals(id))
                                .findFirst()
                                .or(() -> byId(id));
                if (whole.isPresent()) {
                    divide(whole.get(), category, now);
                } else {
                    bury(SubjectKey.bytes(SubjectKey.partId(id, category)), now);
                }
            }
            execute("COMMIT");
        } catch (SQLException | IllegalStateException e) {
            rollback();
            throw new IllegalStateException("Keys could not be destroyed; nothing was", e);
        }
        truncateLog();
    }

    private void divide(SubjectKey whole, Category erased, long now) throws SQLException {
        List<SubjectKey> staying = new ArrayList<>();
        for (Category each : Category.values()) {
            SubjectKey part = whole.part(each);
            if (each == erased) {
                bury(part.id(), part.subject(), now);
            } else {
                staying.add(part);
            }
        }
        bury(whole.id(), SubjectKey.divided(whole.subject()), now);
        run("DELETE FROM subject_key WHERE key_id=?1", SubjectKey.bytes(whole.id()));
        staying.add(SubjectKey.fresh(whole.subject()));
        insertAll(staying, now);
    }

    private void bury(UUID id, String subject, long now) throws SQLException {
        run("INSERT OR IGNORE INTO tombstone VALUES(?1,?2,?3)", SubjectKey.bytes(id), subject, now);
    }

    private void bury(byte[] id, long now) throws SQLException {
        run(
                "INSERT OR IGNORE INTO tombstone SELECT key_id, subject, ?2"
                        + " FROM subject_key WHERE key_id=?1",
                id,
                now);
        run("DELETE FROM subject_key WHERE key_id=?1", id);
    }

    /** The write-ahead log holds old pages, and with them keys, until it is cut off. */
    private void truncateLog() {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (row.next() && row.getInt(1) != 0) {
                throw new IllegalStateException(
                        "The log of keys.db is being read by somebody; its end is tried again");
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private void run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    /**
     * Transactions in words: a full disk rolls back by itself, and the driver's own, told to roll
     * back once more, never begins another.
     */
    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException ignored) {
            // the statement's own exception says what went wrong
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("keys.db cannot be read", e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("keys.db did not close", e);
        }
    }
}
