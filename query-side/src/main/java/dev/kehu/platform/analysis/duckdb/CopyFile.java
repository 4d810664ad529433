package dev.kehu.platform.analysis.duckdb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The copy as one DuckDB file, open. How far it has come stands in it and moves in the transaction
 * of the rows. From the moment it is open, nothing in this database reaches a file outside the
 * folder of answers, loads anything, or changes a setting: DuckDB itself is locked, whoever asks.
 */
public final class CopyFile implements AutoCloseable {
    private static final String NAME = "analysis.duckdb";
    private static final String OPENING = "opening";
    private static final String NO_MEMORY = "Out of Memory Error";
    private static final String GIVEN_UP = "invalidated";
    private static final String FATAL = "FATAL";

    private final DuckLibrary library;
    private final Folder folder;
    private final List<Table> tables;
    private final Connection writer;
    private final Set<String> taken;
    private Mark mark;

    /** How far the copy has come, and in which history. */
    public record Mark(String storeId, String shape, long position, String eventId) {}

    /** Where everything is: the file, what queries spill, and answers on their way. */
    public record Folder(Path root, long floor) {
        /** What is left to the store, whatever analysts do. */
        private static final long FLOOR = 512L << 20;

        public Folder(Path root) {
            this(root, FLOOR);
        }

        /** The disk is needed for the events, which are on it, too, and worth more than a copy. */
        public boolean isScarce() {
            return root.toFile().getUsableSpace() < floor;
        }

        Path file() {
            return root.resolve(NAME);
        }

        /** The place outside the file where questions may write to. */
        public Path answers() {
            return root.resolve("answers");
        }

        /** Rows on their way to another store; analysts have no share of this room. */
        public Path exports() {
            return root.resolve("exports");
        }

        Path spill() {
            return root.resolve("spill");
        }

        public Path parquet() {
            return root.resolve("parquet");
        }
    }

    private CopyFile(
            DuckLibrary library, Folder folder, List<Table> tables, Connection writer, Mark mark)
            throws SQLException {
        this.library = library;
        this.folder = folder;
        this.tables = tables;
        this.writer = writer;
        this.mark = mark;
        this.taken = Schema.taken(writer);
    }

    /**
     * Opens what is there, or a new one.
     *
     * @throws SQLException when what is there cannot be read
     */
    public static CopyFile open(
            DuckLibrary library, Folder folder, List<Table> tables, Limits limits, Mark blank)
            throws SQLException, IOException {
        for (Path ours : List.of(folder.answers(), folder.exports())) Files.createDirectories(ours);
        for (Path old : List.of(folder.answers(), folder.exports(), folder.spill())) empty(old);
        Path opening = folder.root().resolve(OPENING);
        // A damaged file may end the process, not only the call: then this mark is still there.
        if (Files.exists(opening)) delete(folder);
        Files.writeString(opening, "");
        Connection writer = library.connect("jdbc:duckdb:" + folder.file(), new Properties());
        try {
            Mark mark = prepare(writer, tables, blank);
            Lockdown.apply(writer, folder, limits);
            Files.delete(opening);
            return new CopyFile(library, folder, tables, writer, mark);
        } catch (SQLException | RuntimeException failure) {
            writer.close();
            Files.deleteIfExists(opening);
            throw failure;
        }
    }

    /** Removes the file, so that the next open begins anew. */
    public static void delete(Folder folder) throws IOException {
        Files.deleteIfExists(folder.file());
        Files.deleteIfExists(folder.root().resolve(NAME + ".wal"));
        empty(folder.spill());
    }

    private static void empty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
        }
    }

    private static Mark prepare(Connection writer, List<Table> tables, Mark blank)
            throws SQLException {
        try (Statement statement = writer.createStatement()) {
            if (exists(statement)) return read(writer);
            statement.execute("BEGIN TRANSACTION");
            for (String each : Schema.of(tables)) statement.execute(each);
            write(writer, blank);
            statement.execute("COMMIT");
            return blank;
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "SELECT 1 FROM duckdb_tables() WHERE table_name = '" + Schema.MARK + "'")) {
            return found.next();
        }
    }

    static Mark read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT store_id, shape, position, event_id FROM " + Schema.MARK)) {
            if (!row.next()) throw new SQLException("the copy does not say how far it has come");
            return new Mark(row.getString(1), row.getString(2), row.getLong(3), row.getString(4));
        }
    }

    private static void write(Connection connection, Mark mark) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + Schema.MARK);
        }
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO " + Schema.MARK + " VALUES (?, ?, ?, ?)")) {
            insert.setString(1, mark.storeId());
            insert.setString(2, mark.shape());
            insert.setLong(3, mark.position());
            insert.setString(4, mark.eventId());
            insert.execute();
        }
    }

    public Mark mark() {
        return mark;
    }

    public Folder folder() {
        return folder;
    }

    public List<Table> tables() {
        return tables;
    }

    /** Names of all tables and views there are, DuckDB's own too, in small letters. */
    public Set<String> taken() {
        return taken;
    }

    /** Rows to add, by the table's name. */
    public record Rows(String table, List<List<@Nullable Object>> rows) {}

    /**
     * Adds rows and moves on, both or neither; for one thread. The transaction is begun in words:
     * where it is only left to begin by itself, the appender commits what it has flushed.
     */
    public void append(List<Rows> batch, Mark reached) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            try {
                for (Rows rows : batch) add(rows);
                write(writer, reached);
                statement.execute("COMMIT");
                mark = reached;
            } catch (SQLException | RuntimeException failure) {
                statement.execute("ROLLBACK");
                throw failure;
            }
        }
    }

    private void add(Rows rows) throws SQLException {
        if (rows.rows().isEmpty()) return;
        try (RowSink sink = library.appending(writer, rows.table())) {
            for (List<@Nullable Object> row : rows.rows()) sink.add(row);
        }
    }

    /**
     * A connection for one question; the caller closes it. It is looked at: opened after the writer
     * has gone, it would open the file anew, and nothing would be locked.
     */
    public Connection connect() throws SQLException {
        Connection connection = library.connect("jdbc:duckdb:" + folder.file(), new Properties());
        try (Statement statement = connection.createStatement();
                ResultSet locked =
                        statement.executeQuery("SELECT current_setting('lock_configuration')")) {
            if (locked.next() && locked.getBoolean(1)) return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        connection.close();
        throw new SQLException("the copy is closed");
    }

    /**
     * Looks whether DuckDB still answers: after an error of its own it answers nothing more. Where
     * a question has taken all the memory there is, it will answer once that one has been stopped.
     *
     * @throws SQLException when the copy has to be opened again
     */
    public void check() throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException failure) {
            if (!isShortOfMemory(String.valueOf(failure.getMessage()))) throw failure;
        }
    }

    /** And no more than that: one that has given itself up quotes why. */
    static boolean isShortOfMemory(String message) {
        return message.contains(NO_MEMORY)
                && !message.contains(GIVEN_UP)
                && !message.startsWith(FATAL);
    }

    /** How far the copy has come, as this connection's transaction sees it. */
    public long position(Connection connection) throws SQLException {
        return read(connection).position();
    }

    /** The same with the history it is of. */
    public Mark mark(Connection connection) throws SQLException {
        return read(connection);
    }

    /**
     * Writes a table as CSV into a file of the folder of answers: rows of its own beyond a
     * position, or all of a table that follows from others. Nothing stands for NULL, two quotation
     * marks for an empty text.
     */
    public void exportAfter(Connection connection, Table table, long position, Path to)
            throws SQLException {
        String rows = table.hasRows() ? " WHERE position > " + position : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM %s%s) TO %s (FORMAT csv, HEADER false)"
                            .formatted(table.name(), rows, Lockdown.text(to)));
        }
    }

    /** Writes a table into a file of the folder of answers. */
    public void export(Connection connection, Table table, Path to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                            .formatted(table.name(), Lockdown.text(to)));
        }
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
