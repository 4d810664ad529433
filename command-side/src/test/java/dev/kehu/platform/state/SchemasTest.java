package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.postgres.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** state.db and the schema kehu_state hold the same: neither drifts away. */
class SchemasTest {
    private static final Map<String, String> TYPES = Map.of("INTEGER", "INT8", "TEXT", "TEXT");

    /** Columns with their types, keys and indexes of each table, in words. */
    private static Map<String, Set<String>> tables(StateDatabase state) {
        return state.read(
                c -> {
                    DatabaseMetaData about = c.getMetaData();
                    Map<String, Set<String>> tables = new TreeMap<>();
                    try (ResultSet rows =
                            about.getTables(null, c.getSchema(), "%", new String[] {"TABLE"})) {
                        while (rows.next()) {
                            String table = rows.getString("TABLE_NAME");
                            tables.put(table, described(about, c.getSchema(), table));
                        }
                    }
                    return tables;
                });
    }

    private static Set<String> described(DatabaseMetaData about, String schema, String table)
            throws SQLException {
        Set<String> keys = new TreeSet<>();
        try (ResultSet rows = about.getPrimaryKeys(null, schema, table)) {
            while (rows.next()) {
                keys.add(rows.getString("COLUMN_NAME"));
            }
        }
        Set<String> words = new TreeSet<>();
        words.add("key " + keys);
        try (ResultSet rows = about.getColumns(null, schema, table, "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                boolean nullable = rows.getString("IS_NULLABLE").equals("YES");
                words.add(
                        "%d %s %s%s"
                                .formatted(
                                        rows.getInt("ORDINAL_POSITION"),
                                        name,
                                        type(rows.getString("TYPE_NAME")),
                                        nullable && !keys.contains(name) ? " nullable" : ""));
            }
        }
        words.addAll(indexes(about, schema, table));
        try (ResultSet rows = about.getImportedKeys(null, schema, table)) {
            while (rows.next()) {
                words.add(
                        "%s of %s, %d"
                                .formatted(
                                        rows.getString("FKCOLUMN_NAME"),
                                        rows.getString("PKTABLE_NAME"),
                                        rows.getInt("DELETE_RULE")));
            }
        }
        return words;
    }

    private static String type(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals("BIGSERIAL") ? "INT8" : TYPES.getOrDefault(upper, upper);
    }

    private static Set<String> indexes(DatabaseMetaData about, String schema, String table)
            throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (ResultSet rows = about.getIndexInfo(null, schema, table, false, false)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                if (name != null && !rows.getBoolean("NON_UNIQUE")) {
                    columns.merge(
                            name, "unique " + rows.getString("COLUMN_NAME"), SchemasTest::and);
                } else if (name != null) {
                    columns.merge(
                            name,
                            "index " + name + " " + rows.getString("COLUMN_NAME"),
                            SchemasTest::and);
                }
            }
        }
        Set<String> words = new TreeSet<>(columns.values());
        words.removeIf(it -> it.startsWith("unique") && !it.contains("step")); // as the key says
        return words;
    }

    private static String and(String before, String more) {
        return before + "," + more.substring(more.lastIndexOf(' '));
    }

    @Test
    void sayTheSame(@TempDir Path directory) {
        try (TestDatabase fresh = TestDatabase.withTables();
                StateDatabase file = Place.inFile(directory).open();
                StateDatabase server = Place.in(fresh).open()) {
            Map<String, Set<String>> tables = tables(file);
            assertThat(tables).hasSizeGreaterThan(9);
            assertThat(tables(server))
                    .as("a table or column was added to one: add it to StateSchema and to a script")
                    .isEqualTo(tables);
        }
    }
}
