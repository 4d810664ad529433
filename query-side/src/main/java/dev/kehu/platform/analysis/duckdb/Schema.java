package dev.kehu.platform.analysis.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables as DuckDB is told about them. */
final class Schema {
    /** Where the copy stands; no question may name it. */
    static final String MARK = "kehu_mark";

    private Schema() {}

    static List<String> of(List<Table> tables) {
        List<String> all = new ArrayList<>();
        all.add(
                "CREATE TABLE %s (store_id VARCHAR, shape VARCHAR, position BIGINT, event_id VARCHAR)"
                        .formatted(MARK));
        for (Table table : tables) {
            if (table.hasRows())
                all.add("CREATE TABLE %s (%s)".formatted(table.name(), columns(table)));
            all.add(
                    "CREATE MACRO %s(as_of, known_at) AS TABLE %s"
                            .formatted(table.lookBack(), table.look()));
            if (!table.hasRows())
                all.add(
                        "CREATE VIEW %s AS SELECT * FROM %s(NULL, NULL)"
                                .formatted(table.name(), table.lookBack()));
        }
        return all;
    }

    static Set<String> taken(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT lower(table_name) FROM duckdb_tables() UNION"
                                        + " SELECT lower(view_name) FROM duckdb_views()")) {
            while (found.next()) names.add(found.getString(1));
        }
        return Set.copyOf(names);
    }

    private static String columns(Table table) {
        return table.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }
}
