package dev.kehu.platform.analysis.sql;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.Limits;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs one question in a transaction that only reads, into a file: so a large answer never stands
 * in memory, and nothing is sent before it is known to be whole.
 */
public final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final JsonMapper JSON = new JsonMapper();

    private final CopyFile copy;
    private final Limits limits;
    private final ScheduledExecutorService clock;
    private final AllowedSql allowed;

    public Asking(CopyFile copy, Limits limits, ScheduledExecutorService clock) {
        this.copy = copy;
        this.limits = limits;
        this.clock = clock;
        this.allowed = new AllowedSql(copy.tables(), copy.taken());
    }

    /**
     * @throws Refusal {@code sql.refused}, {@code sql.too-slow}, {@code sql.too-large}, {@code
     *     sql.too-many-rows}, {@code sql.too-much-memory}, {@code sql.failed}
     */
    public Answer ask(Question question) {
        AllowedSql.measure(question.sql());
        Path file = next(copy, question.form());
        try (Connection connection = copy.connect();
                Statement statement = connection.createStatement();
                Watchman watchman = new Watchman(clock, statement, file, copy.folder(), limits)) {
            try {
                return answered(question, file, connection, statement, watchman);
            } catch (SQLException failure) {
                watchman.refuse();
                throw because(failure);
            } catch (RuntimeException refused) {
                remove(file);
                throw refused;
            }
        } catch (SQLException failure) {
            remove(file);
            throw because(failure);
        }
    }

    /** A file nobody else writes to. */
    static Path next(CopyFile copy, Question.Form form) {
        return copy.folder().answers().resolve(NUMBER.incrementAndGet() + "." + form.ending());
    }

    private Answer answered(
            Question question,
            Path file,
            Connection connection,
            Statement statement,
            Watchman watchman)
            throws SQLException {
        statement.execute("BEGIN TRANSACTION READ ONLY");
        String sql = withoutEnd(question.sql());
        allowed.check(tree(connection, sql));
        String limited = text(sql, question.limit() + 1);
        // The text as it is run is read as well: what closes a bracket of ours does not pass.
        allowed.check(tree(connection, limited));
        long position = copy.position(connection);
        List<Column> columns = columns(connection, limited);
        long rows = write(statement, limited, columns, file, question);
        watchman.refuse();
        boolean more = rows > question.limit();
        if (more && !question.cut())
            throw Refusal.invalid(
                    "sql.too-many-rows",
                    "The answer has more than %,d rows: add LIMIT, group, or ask for a file"
                            .formatted(question.limit()));
        if (more && question.form() != Question.Form.JSON) {
            write(statement, text(sql, question.limit()), columns, file, question);
            watchman.refuse();
        }
        return new Answer(file, columns, Math.min(rows, question.limit()), more, position);
    }

    private static String withoutEnd(String sql) {
        int end = sql.length();
        while (end > 0
                && (sql.charAt(end - 1) == ';' || Character.isWhitespace(sql.charAt(end - 1))))
            end--;
        return sql.substring(0, end).strip();
    }

    static String text(String sql, long limit) {
        return "SELECT * FROM (\n%s\n) LIMIT %d".formatted(sql, limit);
    }

    static JsonNode tree(Connection connection, String sql) throws SQLException {
        try (var parse = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            parse.setString(1, sql);
            try (var found = parse.executeQuery()) {
                found.next();
                return JSON.readTree(found.getString(1));
            }
        }
    }

    private static List<Column> columns(Connection connection, String sql) throws SQLException {
        try (var prepared = connection.prepareStatement(sql)) {
            ResultSetMetaData meta = prepared.getMetaData();
            List<Column> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++)
                columns.add(new Column(meta.getColumnName(i), meta.getColumnTypeName(i), ""));
            return columns;
        }
    }

    private static long write(
            Statement statement, String sql, List<Column> columns, Path file, Question question)
            throws SQLException {
        boolean csv = question.form() == Question.Form.CSV;
        return statement.executeUpdate(
                "COPY (%s) TO '%s' %s"
                        .formatted(
                                csv ? GuardedCsv.select(sql, columns) : sql,
                                file.toString().replace("'", "''"),
                                csv ? GuardedCsv.copy(columns) : question.form().copy()));
    }

    private static void remove(Path file) {
        file.toFile().delete();
    }

    /** DuckDB's own words hold at most what the analyst has written, or ids. */
    static Refusal because(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        String first = message.lines().findFirst().orElse("");
        if (first.startsWith("Out of Memory"))
            return Refusal.invalid(
                    "sql.too-much-memory",
                    "The question needs more memory than it may: ask for less, or raise"
                            + " kehu.analysis.memory");
        String kind = first.toLowerCase(Locale.ROOT);
        if (kind.startsWith("fatal") || kind.startsWith("internal") || kind.startsWith("io")) {
            LOG.error("DuckDB could not answer a question: {}", first);
            return Refusal.invalid("sql.failed", "DuckDB could not answer this");
        }
        return Refusal.invalid("sql.refused", "Not asked: " + first);
    }
}
