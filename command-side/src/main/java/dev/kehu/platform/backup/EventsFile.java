package dev.kehu.platform.backup;

import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.serializer.SealedParts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A copied {@code events.db}, looked at before anything relies on it. */
record EventsFile(String storeId, int format, long events, long head) {
    private static final int OFTEN = 1_000;

    static EventsFile look(Path file) throws SQLException {
        try (Connection connection = connect(file)) {
            return new EventsFile(
                    text(connection, "SELECT id FROM store"),
                    Integer.parseInt(text(connection, "PRAGMA user_version")),
                    Long.parseLong(text(connection, "SELECT count(*) FROM event")),
                    Long.parseLong(
                            text(connection, "SELECT coalesce(max(position),0) FROM event")));
        }
    }

    /** How many events have a sealed part whose key is neither there nor erased. */
    static long withoutKey(Path file, KeyFile keys, long total, Progress progress)
            throws SQLException {
        long missing = 0;
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT position, payload FROM event ORDER BY position")) {
            while (rows.next()) {
                if (rows.getLong(1) % OFTEN == 0) {
                    progress.at("Checking keys", rows.getLong(1), total, "events");
                }
                for (UUID key : SealedParts.keys(rows.getBytes(2))) {
                    if (!keys.settles(key)) {
                        missing++;
                        break;
                    }
                }
            }
        }
        return missing;
    }

    /** What the history itself says to be erased. */
    static ErasedSubjects erased(Path file) throws SQLException {
        var all = new ErasedSubjects();
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT name, payload FROM event WHERE name IN ('"
                                        + String.join("','", ErasedSubjects.EVENTS)
                                        + "')")) {
            while (rows.next()) {
                all.add(rows.getString(1), rows.getBytes(2));
            }
        }
        return all;
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
