package dev.kehu.platform.analysis.sql;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.Limits;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Runs questions of our own in a transaction that only reads, within the limits of all others. */
public final class Counting {
    /** Most rows of a report. */
    private static final int ROWS = 100_000;

    private final CopyFile copy;
    private final Limits limits;
    private final ScheduledExecutorService clock;

    public Counting(CopyFile copy, Limits limits, ScheduledExecutorService clock) {
        this.copy = copy;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @throws Refusal {@code sql.too-slow}, {@code sql.too-many-rows}, {@code sql.too-much-memory},
     *     {@code sql.failed}
     */
    public Figures figures(Bound bound) {
        return within(
                bound.sql(),
                bound.arguments(),
                copy.folder().answers(),
                (connection, statement) -> {
                    List<List<@Nullable Object>> rows = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) rows.add(row(result, rows.size()));
                    }
                    return new Figures(rows, copy.position(connection));
                });
    }

    private static List<@Nullable Object> row(ResultSet result, int before) throws SQLException {
        if (before == ROWS)
            throw Refusal.invalid(
                    "sql.too-many-rows", "The report has more than %,d rows".formatted(ROWS));
        List<@Nullable Object> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++)
            cells.add(result.getObject(i));
        return cells;
    }

    /** The same as a file of Parquet. */
    public Answer parquet(Bound bound) {
        Path file = Asking.next(copy, Question.Form.PARQUET);
        String sql =
                "COPY (%s) TO '%s' %s"
                        .formatted(
                                bound.sql(),
                                file.toString().replace("'", "''"),
                                Question.Form.PARQUET.copy());
        try {
            return within(
                    sql,
                    bound.arguments(),
                    file,
                    (connection, statement) -> {
                        long rows = statement.executeUpdate();
                        return new Answer(file, List.of(), rows, false, copy.position(connection));
                    });
        } catch (RuntimeException failure) {
            file.toFile().delete();
            throw failure;
        }
    }

    private interface Work<T> {
        T of(Connection connection, PreparedStatement statement) throws SQLException;
    }

    private <T> T within(String sql, List<@Nullable Object> arguments, Path written, Work<T> work) {
        try (Connection connection = copy.connect();
                Statement begin = connection.createStatement()) {
            begin.execute("BEGIN TRANSACTION READ ONLY");
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    Watchman watchman =
                            new Watchman(clock, statement, written, copy.folder(), limits)) {
                for (int i = 0; i < arguments.size(); i++)
                    statement.setObject(i + 1, arguments.get(i));
                return watched(connection, statement, watchman, work);
            }
        } catch (SQLException failure) {
            throw Asking.because(failure);
        }
    }

    private static <T> T watched(
            Connection connection, PreparedStatement statement, Watchman watchman, Work<T> work)
            throws SQLException {
        try {
            T done = work.of(connection, statement);
            watchman.refuse();
            return done;
        } catch (SQLException failure) {
            watchman.refuse();
            throw failure;
        }
    }
}
