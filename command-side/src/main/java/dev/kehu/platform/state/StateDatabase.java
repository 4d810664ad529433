package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * state.db: one SQLite file with exactly one connection, which is lent to one thread at a time in
 * order of arrival. What a {@link #write} did survives a kill when it returns, and a power loss
 * after {@link #sync}.
 */
public final class StateDatabase implements State, AutoCloseable {
    /** Schema written by this build. */
    public static final int FORMAT = StateSchema.STEPS.size();

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Connection connection;
    private List<Runnable> afterwards = new ArrayList<>();

    private StateDatabase(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens or creates {@code state.db} and brings its tables up to date.
     *
     * @throws DataDirectoryRefused when the file is damaged, newer or not writable
     */
    public static StateDatabase open(DataDirectory data) {
        SqliteLibrary.keepIn(data);
        return open(data.file("state.db"), StateSchema.STEPS);
    }

    static StateDatabase open(Path file, List<String> steps) {
        try {
            var state = new StateDatabase(connect(file));
            try {
                state.run(
                        connection -> {
                            StateSchema.bring(connection, steps);
                            return true;
                        });
                return state;
            } catch (SQLException | RuntimeException failure) {
                state.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw refusal(file, failure);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // A power loss takes work and token back together, and the events are handled again; what
        // cannot
        // be made again calls sync().
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
        connection.setAutoCommit(false);
        return connection;
    }

    private static DataDirectoryRefused refusal(Path file, SQLException failure) {
        boolean full =
                failure instanceof SQLiteException sqlite
                        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        return full
                ? new DataDirectoryRefused(
                        "data.disk-full",
                        "The disk that holds " + file + " is full; free some space.")
                : new DataDirectoryRefused(
                        "data.unreadable",
                        "Cannot open %s: %s; restore a backup."
                                .formatted(file, failure.getMessage()));
    }

    @Override
    public <T> T write(SqlFunction<Connection, T> work) {
        try {
            return run(work);
        } catch (SQLException failure) {
            throw new IllegalStateException("state.db: " + failure.getMessage(), failure);
        }
    }

    @Override
    public <T> T read(SqlFunction<Connection, T> work) {
        return write(work);
    }

    /** Forces what was written to the disk itself: it survives a power loss, too. */
    public void sync() {
        turn.lock();
        try {
            connection.commit();
            connection.setAutoCommit(true);
            try (var checkpoint = connection.createStatement()) {
                checkpoint.execute("pragma wal_checkpoint(truncate)");
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("state.db: " + failure.getMessage(), failure);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Open begin() {
        turn.lock();
        return new Begun();
    }

    @Override
    public void afterCommit(Runnable work) {
        if (turn.isHeldByCurrentThread()) {
            afterwards.add(work);
        } else {
            work.run();
        }
    }

    private final class Begun implements Open {
        private boolean ended;

        @Override
        public void commit() {
            end(Connection::commit).forEach(Runnable::run);
        }

        @Override
        public void rollback() {
            end(Connection::rollback);
        }

        /** A commit that fails is rolled back here: the next in turn must not find its remains. */
        private List<Runnable> end(SqlAction action) {
            if (ended) {
                return List.of();
            }
            ended = true;
            try {
                if (turn.getHoldCount() > 1) {
                    return List.of();
                }
                action.on(connection);
                return committed();
            } catch (SQLException failure) {
                rollBack(failure);
                throw new IllegalStateException("state.db: " + failure.getMessage(), failure);
            } finally {
                turn.unlock();
            }
        }
    }

    private interface SqlAction {
        void on(Connection connection) throws SQLException;
    }

    private <T> T run(SqlFunction<Connection, T> work) throws SQLException {
        List<Runnable> next = List.of();
        turn.lock();
        try {
            if (turn.getHoldCount() > 1) {
                return work.apply(connection);
            }
            T result = work.apply(connection);
            connection.commit();
            next = committed();
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            if (turn.getHoldCount() == 1) {
                rollBack(failure);
            }
            throw failure;
        } finally {
            turn.unlock();
            next.forEach(Runnable::run);
        }
    }

    /** What was to happen after the transaction that ended. */
    private List<Runnable> committed() {
        List<Runnable> next = afterwards;
        afterwards = new ArrayList<>();
        return next;
    }

    private void rollBack(Throwable cause) {
        afterwards.clear();
        try {
            connection.rollback();
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
            beginAnew(cause);
        }
    }

    /**
     * A full disk rolls back by itself; the driver, told to roll back once more, fails and would
     * never begin another transaction.
     */
    private void beginAnew(Throwable cause) {
        try (var begin = connection.createStatement()) {
            begin.execute("begin immediate"); // refused where one is still open
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("state.db: " + failure.getMessage(), failure);
        } finally {
            turn.unlock();
        }
    }
}
