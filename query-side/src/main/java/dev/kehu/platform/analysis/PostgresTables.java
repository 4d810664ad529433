package dev.kehu.platform.analysis;

import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The tables in a PostgreSQL database, for tools that speak to one. A thread nobody waits for
 * writes them at intervals, all in one transaction: who reads there sees the last whole state and
 * is kept waiting only for the moment in which a table with other columns takes its place. Tables
 * with rows of their own get what is new; those that follow from others are filled again. Tables of
 * another store are left alone.
 */
public final class PostgresTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresTables.class);
    private static final String CONNECT_SECONDS = "10";
    private static final String SILENCE_SECONDS = "300";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Intervals after which somebody should look. */
    private static final int LATE = 10;

    private final Analysis analysis;
    private final Target target;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection writing;
    private volatile String failed = "";
    private volatile long position;
    private volatile long written = System.nanoTime();

    /**
     * Where they are.
     *
     * @param url of PostgreSQL's driver
     * @param user as in the URL when empty
     * @param password as in the URL when empty
     * @param every between two writings
     */
    public record Target(String url, String user, String password, Duration every) {
        /** Fails by its state alone: the server, too, may quote what the URL was taken for. */
        private Connection connect() throws SQLException {
            Properties properties = new Properties();
            if (!user.isEmpty()) properties.setProperty("user", user);
            if (!password.isEmpty()) properties.setProperty("password", password);
            properties.setProperty("connectTimeout", CONNECT_SECONDS);
            properties.setProperty("socketTimeout", SILENCE_SECONDS);
            properties.setProperty("ApplicationName", "kehu-analysis");
            try {
                return DriverManager.getConnection(url, properties);
            } catch (SQLException failure) {
                throw new SQLException("no connection", failure.getSQLState());
            }
        }

        /** Without a password, whatever else the driver is told there. */
        @Override
        public String toString() {
            return "PostgreSQL, every " + every;
        }
    }

    public PostgresTables(Analysis analysis, Target target) {
        this.analysis = analysis;
        this.target = target;
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("analysis-postgres").start(this::run);
    }

    private void run() {
        try {
            do {
                tried();
            } while (!closing.await(target.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tried() {
        try {
            write();
            if (hasFailed()) LOG.info("The analysts' tables in PostgreSQL are written again");
            failed = "";
        } catch (SQLException | IOException | RuntimeException | Error failure) {
            String said = said(failure);
            if (!hasFailed() && closing.getCount() > 0)
                LOG.error(
                        "The analysts' tables in PostgreSQL could not be written and are tried"
                                + " again every {}: {}",
                        target.every(),
                        said);
            failed = said;
        }
    }

    /**
     * What PostgreSQL itself says names tables and roles; a driver may quote the URL, which may
     * hold a password, so of anything else the kind must do.
     */
    static String said(Throwable failure) {
        if (failure instanceof PSQLException refused && refused.getServerErrorMessage() != null)
            return refused.getSQLState() + " " + refused.getServerErrorMessage().getMessage();
        if (failure instanceof CopyUnavailable ours) return ours.getMessage();
        return failure instanceof SQLException sql
                ? sql.getSQLState() + " " + sql.getClass().getName()
                : failure.getClass().getName();
    }

    /**
     * Brings the tables to where the copy is.
     *
     * @throws SQLException when PostgreSQL does not take them; they are as they were
     * @throws IOException when a file on the way cannot be written or read
     * @throws CopyUnavailable when the copy cannot be read now
     */
    void write() throws SQLException, IOException {
        try (Connection there = target.connect()) {
            writing = there;
            there.setAutoCommit(false);
            PostgresSchema schema = new PostgresSchema(there, analysis.tables());
            if (!schema.taken()) return; // another Kehu writes them at this moment
            Mark last = schema.mark();
            if (last != null && analysis.isOfAnotherStore(last))
                throw new CopyUnavailable(
                        "analysis.failed",
                        ("The tables there are of another store, %s; drop the schema %s to have"
                                        + " these instead, or name another database")
                                .formatted(last.storeId(), PostgresSchema.NAME));
            List<Part> parts = new ArrayList<>();
            try {
                Mark reached = analysis.beside(copy -> exported(copy, last, parts));
                if (!parts.isEmpty()) {
                    if (parts.getFirst().anew()) schema.begin();
                    for (Part part : parts) schema.fill(part.table(), part.file());
                    schema.reached(reached);
                    there.commit();
                }
                position = reached.position();
                written = System.nanoTime();
            } finally {
                for (Part part : parts) Files.deleteIfExists(part.file());
            }
        } finally {
            writing = null;
        }
    }

    /**
     * Rows on their way.
     *
     * @param anew whether they are all there are, of all tables
     */
    private record Part(Table table, Path file, boolean anew) {}

    /** Leaves no parts where there is nothing new. */
    private Mark exported(CopyFile copy, @Nullable Mark last, List<Part> parts) {
        try (Connection connection = copy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION READ ONLY");
            Mark now = copy.mark(connection);
            boolean anew = last == null || analysis.mismatch(last, now.shape()) != null;
            if (!anew && last.position() >= now.position()) return last;
            long after = anew ? 0 : last.position();
            for (Table table : copy.tables()) {
                if (copy.folder().isScarce())
                    throw new CopyUnavailable(
                            "analysis.busy", "There is too little room on the disk to export");
                Path file = copy.folder().exports().resolve(table.name() + ".csv");
                parts.add(new Part(table, file, anew));
                copy.exportAfter(connection, table, after, file);
            }
            statement.execute("COMMIT");
            return now;
        } catch (SQLException failure) {
            LOG.error("The analysts' copy could not be exported: {}", failure.getMessage());
            throw new CopyUnavailable(
                    "analysis.failed", "The copy could not be exported; see the log");
        }
    }

    /** Position of the last event that is there, as far as this process knows; else 0. */
    public long position() {
        return position;
    }

    /** Whether the last attempt came to nothing. */
    public boolean hasFailed() {
        return !failed.isEmpty();
    }

    /** Why the last attempt came to nothing; else empty. */
    public String failure() {
        return failed;
    }

    /** Whether nobody has written them for long: the first time may take its time, too. */
    public boolean isLate() {
        return System.nanoTime() - written > target.every().multipliedBy(LATE).toNanos();
    }

    /** What is being written is given up. */
    @Override
    public void close() {
        closing.countDown();
        try {
            Connection now = writing;
            if (now != null) now.abort(Runnable::run);
            Thread running = thread;
            if (running != null) running.join(PATIENCE);
        } catch (SQLException ended) {
            // it is closed already
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
