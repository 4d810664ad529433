package dev.kehu.platform.analysis;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The analysts' tables as PostgreSQL has them; for one transaction of the caller's. */
final class PostgresSchema {
    static final String NAME = "kehu_analysis";
    private static final String MARK = NAME + ".kehu_mark";

    /** Number of the lock of who writes them. */
    private static final long LOCK = 0x6b65_6875_5f61_6e61L;

    private final Connection connection;
    private final List<Table> tables;

    /** Those that are filled beside the ones they take the place of in the end. */
    private final Set<Table> replacing = new LinkedHashSet<>();

    PostgresSchema(Connection connection, List<Table> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * Makes what is not there yet; waits a while only for who holds a table. Answers false when
     * somebody else writes now.
     */
    boolean taken() throws SQLException {
        if (!isTrue("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) return false;
        execute("SET LOCAL lock_timeout = '30s'");
        // asked for first: who may write into a schema need not be allowed to make one
        if (isTrue("SELECT to_regnamespace('" + NAME + "') IS NULL"))
            execute("CREATE SCHEMA " + NAME);
        execute(
                "CREATE TABLE IF NOT EXISTS "
                        + MARK
                        + " (store_id text, shape text, position bigint, event_id text,"
                        + " written_at timestamptz DEFAULT now())");
        return true;
    }

    /** How far the tables have come; null when there are none. */
    @Nullable Mark mark() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT store_id, shape, position, event_id FROM " + MARK)) {
            return row.next()
                    ? new Mark(row.getString(1), row.getString(2), row.getLong(3), row.getString(4))
                    : null;
        }
    }

    /**
     * Makes room for all rows there are. A table with the columns it shall have is emptied, and
     * keeps its grants and indexes; another one is filled beside that of its name.
     *
     * @throws SQLException also where a table has to be replaced and something of somebody else's
     *     depends on it
     */
    void begin() throws SQLException {
        for (Table table : tables) {
            execute("CREATE TABLE %s (%s)".formatted(beside(table), columns(table)));
            if (columnsOf(beside(table)).equals(columnsOf(name(table)))) {
                execute("DROP TABLE " + beside(table));
                execute("DELETE FROM " + name(table));
            } else {
                describe(table);
                replacing.add(table);
                execute("SAVEPOINT tried");
                drop(table); // or all would be filled before PostgreSQL says no
                execute("ROLLBACK TO SAVEPOINT tried");
            }
        }
    }

    private void describe(Table table) throws SQLException {
        execute("COMMENT ON TABLE %s IS %s".formatted(beside(table), text(table.meaning())));
        for (Column column : table.columns())
            execute(
                    "COMMENT ON COLUMN %s.%s IS %s"
                            .formatted(
                                    beside(table), quoted(column.name()), text(column.meaning())));
    }

    private void drop(Table table) throws SQLException {
        execute("DROP TABLE IF EXISTS " + name(table));
    }

    /**
     * Adds the rows of a file; they replace those of a table that follows from others. PostgreSQL
     * takes no NUL in a text, so none arrives.
     */
    void fill(Table table, Path file) throws SQLException, IOException {
        String into = replacing.contains(table) ? beside(table) : name(table);
        if (!table.hasRows()) execute("DELETE FROM " + into);
        String names =
                table.columns().stream()
                        .map(column -> quoted(column.name()))
                        .collect(Collectors.joining(", "));
        try (Reader rows = new WithoutNul(Files.newBufferedReader(file))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY %s (%s) FROM STDIN (FORMAT csv)".formatted(into, names), rows);
        }
    }

    /**
     * Puts tables in the place of those they replace, and notes how far all have come: only from
     * here to the end of the transaction does anybody wait who asks for one.
     */
    void reached(Mark mark) throws SQLException {
        for (Table table : replacing) {
            drop(table);
            execute("ALTER TABLE %s RENAME TO %s".formatted(beside(table), quoted(table.name())));
        }
        execute("DELETE FROM " + MARK);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO "
                                + MARK
                                + " (store_id, shape, position, event_id) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, mark.storeId());
            insert.setString(2, mark.shape());
            insert.setLong(3, mark.position());
            insert.setString(4, mark.eventId());
            insert.execute();
        }
    }

    private static String columns(Table table) {
        return table.columns().stream()
                .map(column -> quoted(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    private static String name(Table table) {
        return NAME + "." + quoted(table.name());
    }

    private static String beside(Table table) {
        return NAME + "." + quoted(table.name() + "_anew");
    }

    /** Names and types in their order; empty where there is no such table. */
    private String columnsOf(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT coalesce(string_agg(attname || ' ' || atttypid, ', ' ORDER"
                                    + " BY attnum), '') FROM pg_attribute WHERE attnum > 0 AND NOT"
                                    + " attisdropped"
                                        + " AND attrelid = to_regclass('%s')".formatted(table))) {
            row.next();
            return row.getString(1);
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private boolean isTrue(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
