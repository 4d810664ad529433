package dev.kehu.platform.state.postgres;

import dev.kehu.platform.state.Sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All rows of state.db, written into tables of the same names and columns. */
record Copy(Connection from, Connection to) {
    private static final int BATCH = 1_000;

    /** As they were made: what a row refers to was there before it. */
    private static final String TABLES =
            "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%'"
                    + " escape '\\' order by rowid";

    /** The numbers go on where they were: an old one names no new row. */
    private static final String NUMBERS = "select name, seq from sqlite_sequence where seq > 0";

    private static final String GO_ON = "select setval(pg_get_serial_sequence(?, 'id'), ?)";

    /** Answers how many. */
    long all() throws SQLException {
        long rows = 0;
        for (String table : Sql.list(from, TABLES, row -> row.getString(1))) {
            rows += rows(table);
        }
        for (Number number : Sql.list(from, NUMBERS, Copy::number)) {
            Sql.list(to, GO_ON, row -> row.getLong(1), number.table(), number.last());
        }
        return rows;
    }

    private record Number(String table, long last) {}

    private static Number number(ResultSet row) throws SQLException {
        return new Number(row.getString(1), row.getLong(2));
    }

    private long rows(String table) throws SQLException {
        try (Statement select = from.createStatement();
                ResultSet rows = select.executeQuery("select * from " + table);
                PreparedStatement insert =
                        to.prepareStatement(insertion(table, rows.getMetaData()))) {
            int columns = rows.getMetaData().getColumnCount();
            long copied = 0;
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    insert.setObject(column, rows.getObject(column));
                }
                insert.addBatch();
                if (++copied % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            return copied;
        }
    }

    private static String insertion(String table, ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnName(column));
        }
        return "insert into "
                + table
                + "("
                + String.join(", ", names)
                + ") values ("
                + String.join(",", Collections.nCopies(names.size(), "?"))
                + ")";
    }
}
