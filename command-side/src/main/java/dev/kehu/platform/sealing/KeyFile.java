package dev.kehu.platform.sealing;

import dev.kehu.platform.sealing.keystore.SubjectKey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A {@code keys.db} that is looked at and never used: to see whether it belongs to a history before
 * anything relies on it. No key leaves this class.
 */
public final class KeyFile implements AutoCloseable {
    private static final int REMEMBERED = 50_000;

    private final Connection connection;
    private final PreparedStatement settled;
    private final Map<UUID, Boolean> known =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private KeyFile(Connection connection) throws SQLException {
        this.connection = connection;
        settled =
                connection.prepareStatement(
                        "SELECT 1 FROM subject_key WHERE key_id=?1"
                                + " UNION ALL SELECT 1 FROM tombstone WHERE key_id=?1");
    }

    /**
     * @throws IllegalStateException when it is missing or no such file
     */
    public static KeyFile open(Path file) {
        if (Files.notExists(file)) {
            throw new IllegalStateException(file.getFileName() + " is missing");
        }
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only=ON");
                return new KeyFile(connection);
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /** Whether there is a key with this id, or a tombstone that says it was erased. */
    public boolean settles(UUID key) {
        return known.computeIfAbsent(key, this::find);
    }

    private boolean find(UUID key) {
        try {
            settled.setBytes(1, SubjectKey.bytes(key));
            try (ResultSet rows = settled.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    public long keys() {
        return count("subject_key");
    }

    public long tombstones() {
        return count("tombstone");
    }

    private long count(String table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * Whether nothing of the other file is lost here: its keys are keys or tombstones, and what it
     * has erased is not a key again.
     */
    public boolean covers(KeyFile other) {
        return keepsErased(other) && settlesAllOf(other);
    }

    private boolean keepsErased(KeyFile other) {
        try (Statement statement = other.connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key_id FROM tombstone");
                PreparedStatement live =
                        connection.prepareStatement("SELECT 1 FROM subject_key WHERE key_id=?")) {
            while (rows.next()) {
                live.setBytes(1, rows.getBytes(1));
                try (ResultSet found = live.executeQuery()) {
                    if (found.next()) {
                        return false;
                    }
                }
            }
            return true;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    private boolean settlesAllOf(KeyFile other) {
        try (Statement statement = other.connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT key_id FROM subject_key"
                                        + " UNION ALL SELECT key_id FROM tombstone")) {
            while (rows.next()) {
                if (!find(SubjectKey.id(rows.getBytes(1), 0))) {
                    return false;
                }
            }
            return true;
        } catch (SQLException failure) {
            throw unreadable(failure);
        }
    }

    /** Whether these master keys open every key in the file. */
    public boolean opensWith(MasterKeys masters) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT key_id, kek, wrapped FROM subject_key")) {
            while (rows.next()) {
                Aes.open(masters.wrapping(rows.getInt(2)), 0, rows.getBytes(1), rows.getBytes(3));
            }
            return true;
        } catch (SQLException failure) {
            throw unreadable(failure);
        } catch (IllegalStateException otherKey) {
            return false;
        }
    }

    private static IllegalStateException unreadable(SQLException failure) {
        return new IllegalStateException("keys.db cannot be read", failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("keys.db did not close", failure);
        }
    }
}
