package dev.kehu.platform.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A copied {@code state.db}, looked at before anything relies on it.
 *
 * @param reach the newest position anything in it speaks of
 */
record StateFile(int format, long reach) {
    private static final List<String> WITH_POSITIONS = List.of("token", "held");

    static StateFile look(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            long reach = 0;
            for (String table : WITH_POSITIONS) {
                boolean there =
                        number(
                                        connection,
                                        "SELECT count(*) FROM sqlite_master WHERE name='"
                                                + table
                                                + "'")
                                > 0;
                if (there) {
                    reach = Math.max(reach, number(connection, newest(table)));
                }
            }
            return new StateFile((int) number(connection, "PRAGMA user_version"), reach);
        }
    }

    private static String newest(String table) {
        return "SELECT coalesce(max(position),0) FROM " + table;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
