package dev.kehu.platform.analysis.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** DuckDB's own settings, the last of which forbids to change any. */
final class Lockdown {
    private Lockdown() {}

    static void apply(Connection connection, CopyFile.Folder folder, Limits limits)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings(folder, limits)) statement.execute("SET " + setting);
        }
    }

    private static List<String> settings(CopyFile.Folder folder, Limits limits) {
        return List.of(
                "GLOBAL TimeZone = 'UTC'",
                "memory_limit = " + text(limits.memory()),
                "threads = " + limits.threads(),
                "temp_directory = " + text(folder.spill()),
                "max_temp_directory_size = '1GB'",
                "GLOBAL max_expression_depth = 250",
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allow_community_extensions = false",
                "allow_persistent_secrets = false",
                "allowed_directories = [%s, %s]"
                        .formatted(text(folder.answers() + "/"), text(folder.exports() + "/")),
                "enable_external_access = false",
                "lock_configuration = true");
    }

    static String text(Path path) {
        return text(path.toString());
    }

    /** A text in SQL. */
    static String text(String plain) {
        return "'" + plain.replace("'", "''") + "'";
    }
}
