package dev.kehu.platform.eventstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Auditors read the file by what the manual says of it. */
class FileFormatTest {
    private static final Path MANUAL = Path.of("../docs/operating.md");

    @TempDir private Path temp;

    @Test
    void standsInTheManualColumnByColumn() throws Exception {
        Path file = temp.resolve("events.db");
        List<String> columns = new ArrayList<>();
        try (SqliteEventLog log = new SqliteEventLog(file, Clock.systemUTC())) {
            log.open();
            try (var reader = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = reader.createStatement();
                    var rows = statement.executeQuery("PRAGMA table_info(event)")) {
                while (rows.next()) {
                    columns.add(rows.getString("name"));
                }
            }
        }
        String manual = Files.readString(MANUAL);
        int table = manual.indexOf("| column of `event` |");
        List<String> told = new ArrayList<>();
        for (String row : manual.substring(table, manual.indexOf("\n\n", table)).split("\n")) {
            Pattern.compile("`([a-z_]+)`")
                    .matcher(row.substring(0, row.indexOf('|', 1)))
                    .results()
                    .filter(name -> !name.group(1).equals("event"))
                    .forEach(name -> told.add(name.group(1)));
        }
        assertThat(told).containsExactlyElementsOf(columns);
        assertThat(manual).contains("format of the file, now " + SqliteSchema.VERSION + ";");
    }
}
