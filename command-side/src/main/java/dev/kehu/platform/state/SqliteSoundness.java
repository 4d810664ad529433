package dev.kehu.platform.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Asks SQLite whether every page and index of a file is sound, on a connection of its own that only
 * reads: also while the file is written to.
 */
public final class SqliteSoundness {
    private static final String SOUND = "ok";

    private SqliteSoundness() {}

    /** The first thing that is wrong, as SQLite says it: no content of any row. */
    public static Optional<String> complaint(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=10000");
            statement.execute("PRAGMA query_only=ON");
            try (ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
                String first = found.next() ? found.getString(1) : "no answer";
                return first.equals(SOUND) ? Optional.empty() : Optional.of(first);
            }
        } catch (SQLException unreadable) {
            return Optional.of("SQLite error " + unreadable.getErrorCode());
        }
    }
}
