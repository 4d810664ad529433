package dev.kehu.platform.sealing;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of data subjects ({@code keys.db}), each wrapped by the key-encryption key. A new key is
 * made in memory and becomes durable when the event writer calls {@link #makeDurable} just before
 * it commits the first event sealed with it: a commit for each subject would cost three to five
 * times as much.
 */
public final class SubjectKeys implements AutoCloseable {
    private static final int KEK_EPOCH = 1;
    private static final int CACHED = 200_000;
    private static final String[] SCHEMA = {
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        """
        CREATE TABLE IF NOT EXISTS subject_key(key_id BLOB PRIMARY KEY, subject TEXT NOT NULL, kek INTEGER NOT NULL,
          wrapped BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT\
        """,
        "CREATE INDEX IF NOT EXISTS subject_key_subject ON subject_key(subject)",
        "CREATE TABLE IF NOT EXISTS tombstone(key_id BLOB PRIMARY KEY, subject TEXT NOT NULL,"
                + " erased_at INTEGER NOT NULL) STRICT",
    };

    private final SecretKey wrapping;
    private final Connection connection;
    private final ReentrantLock database = new ReentrantLock();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SubjectKey> made = new ConcurrentHashMap<>();
    private final Map<String, SubjectKey> bySubject = lru();
    private final Map<UUID, SubjectKey> byId = lru();

    private SubjectKeys(SecretKey wrapping, Connection connection) {
        this.wrapping = wrapping;
        this.connection = connection;
    }

    public static SubjectKeys open(Path file, MasterKeys masterKeys) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                for (String sql : SCHEMA) {
                    statement.execute(sql);
                }
            }
            return new SubjectKeys(masterKeys.wrapping(KEK_EPOCH), connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The keys of subjects (" + file.getFileName() + ") cannot be opened", e);
        }
    }

    /** The key to seal with: the subject's newest, or a new one that is not durable yet. */
    SubjectKey sealing(String subject) {
        SubjectKey key = cached(bySubject, subject);
        if (key == null) {
            key = made.get(subject);
        }
        if (key == null) {
            key = newest(subject).orElseGet(() -> made.computeIfAbsent(subject, this::fresh));
        }
        return key;
    }

    /** Whether a key of the subject was erased and no other one took its place. */
    boolean isErased(String subject) {
        return cached(bySubject, subject) == null
                && newest(subject).isEmpty()
                && holds("SELECT 1 FROM tombstone WHERE subject=?", subject);
    }

    private Optional<SubjectKey> newest(String subject) {
        return find(
                "SELECT key_id, subject, wrapped FROM subject_key WHERE subject=? ORDER BY rowid"
                        + " DESC LIMIT 1",
                subject);
    }

    /**
     * The key with this id; null when it was erased.
     *
     * @throws IllegalStateException when there is neither a key nor a tombstone: the key file does
     *     not fit the history
     */
    @Nullable SubjectKey opening(UUID id) {
        SubjectKey key = cached(byId, id);
        if (key == null) {
            key =
                    find(
                                    "SELECT key_id, subject, wrapped FROM subject_key WHERE"
                                            + " key_id=?",
                                    SubjectKey.bytes(id))
                            .orElse(null);
        }
        if (key == null) {
            key = made.values().stream().filter(k -> k.id().equals(id)).findFirst().orElse(null);
        }
        if (key == null && !erased(id)) {
            throw new IllegalStateException(
                    "Key "
                            + id
                            + " is neither there nor erased: keys.db does not belong to these"
                            + " events");
        }
        return key;
    }

    /**
     * Writes the keys of these subjects that are new, in one transaction with one fsync; returns
     * when they are on disk.
     */
    public void makeDurable(Collection<String> subjects, long now) {
        Map<String, SubjectKey> fresh = new LinkedHashMap<>();
        for (String subject : subjects) {
            SubjectKey key = made.get(subject);
            if (key != null) {
                fresh.put(subject, key);
            }
        }
        if (!fresh.isEmpty()) {
            insert(fresh.values(), now);
            fresh.forEach(
                    (subject, key) -> {
                        remember(key);
                        made.remove(subject, key);
                    });
        }
    }

    /**
     * A key that is there already is left: an earlier commit may have failed only in its answer.
     */
    private void insert(Collection<SubjectKey> fresh, long now) {
        database.lock();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO subject_key(key_id,subject,kek,wrapped,made_at)"
                                + " VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING")) {
            execute("BEGIN IMMEDIATE");
            for (SubjectKey key : fresh) {
                byte[] id = SubjectKey.bytes(key.id());
                insert.setBytes(1, id);
                insert.setString(2, key.subject());
                insert.setInt(3, KEK_EPOCH);
                insert.setBytes(4, Aes.seal(wrapping, new byte[0], id, key.secret().getEncoded()));
                insert.setLong(5, now);
                insert.executeUpdate();
            }
            execute("COMMIT");
        } catch (SQLException e) {
            rollback();
            throw new IllegalStateException(
                    "New keys could not be written; nothing was recorded", e);
        } finally {
            database.unlock();
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
            // the insert's own exception says what went wrong
        }
    }

    private SubjectKey fresh(String subject) {
        byte[] secret = new byte[MasterKeys.KEY_BYTES];
        byte[] id = new byte[SubjectKey.ID_BYTES];
        random.nextBytes(secret);
        random.nextBytes(id);
        return SubjectKey.of(SubjectKey.id(id, 0), subject, new SecretKeySpec(secret, "AES"));
    }

    private Optional<SubjectKey> find(String sql, Object parameter) {
        database.lock();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                byte[] id = rows.getBytes(1);
                byte[] secret = Aes.open(wrapping, 0, id, rows.getBytes(3));
                SubjectKey key =
                        SubjectKey.of(
                                SubjectKey.id(id, 0),
                                rows.getString(2),
                                new SecretKeySpec(secret, "AES"));
                remember(key);
                return Optional.of(key);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("keys.db cannot be read", e);
        } finally {
            database.unlock();
        }
    }

    private boolean erased(UUID id) {
        return holds("SELECT 1 FROM tombstone WHERE key_id=?", SubjectKey.bytes(id));
    }

    private boolean holds(String sql, Object parameter) {
        database.lock();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("keys.db cannot be read", e);
        } finally {
            database.unlock();
        }
    }

    private void remember(SubjectKey key) {
        synchronized (bySubject) {
            bySubject.put(key.subject(), key);
        }
        synchronized (byId) {
            byId.put(key.id(), key);
        }
    }

    @Nullable
    private static <K> SubjectKey cached(Map<K, SubjectKey> cache, K wanted) {
        synchronized (cache) {
            return cache.get(wanted);
        }
    }

    private static <K> Map<K, SubjectKey> lru() {
        return new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, SubjectKey> eldest) {
                return size() > CACHED;
            }
        };
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
