package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * State over exactly one connection, which is lent to one thread at a time in order of arrival.
 * What a {@link #write} did survives a kill when it returns, and a power loss after {@link #sync}.
 */
public final class StateDatabase implements State, AutoCloseable {
    /** Schema of state.db written by this build. */
    public static final int FORMAT = StateSchema.STEPS.size();

    private final ReentrantLock turn = new ReentrantLock(true);
    private final StateHome home;
    private final List<Runnable> owed = new ArrayList<>();
    private List<Runnable> afterwards = new ArrayList<>();
    private @Nullable Connection lent;

    public StateDatabase(StateHome home) {
        this.home = home;
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
        return new StateDatabase(SqliteHome.open(file, steps));
    }

    /** Where it is kept, for people. */
    public String name() {
        return home.name();
    }

    @Override
    public <T> T write(SqlFunction<Connection, T> work) {
        Begun open = begun();
        T result;
        try {
            result = work.apply(open.connection);
        } catch (SQLException failure) {
            RuntimeException told = home.failure(failure);
            open.rollback(told);
            throw told;
        } catch (RuntimeException | Error failure) {
            open.rollback(failure);
            throw failure;
        }
        open.commit();
        return result;
    }

    @Override
    public <T> T read(SqlFunction<Connection, T> work) {
        return write(work);
    }

    /** Forces what was written to the disk itself: it survives a power loss, too. */
    public void sync() {
        turn.lock();
        try {
            home.sync();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Open begin() {
        return begun();
    }

    private Begun begun() {
        turn.lock();
        try {
            Connection connection = lent;
            if (connection == null) {
                connection = home.ready();
                lent = connection;
            }
            return new Begun(connection);
        } catch (RuntimeException | Error failure) {
            turn.unlock();
            throw failure;
        }
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
        private final Connection connection;
        private boolean ended;

        Begun(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void commit() {
            List<Runnable> next = new ArrayList<>();
            end(() -> next.addAll(committed(connection)));
            next.forEach(Runnable::run);
        }

        @Override
        public void rollback() {
            rollback(new IllegalStateException("rolled back"));
        }

        void rollback(Throwable cause) {
            end(() -> undone(connection, cause));
        }

        /** What joined a transaction ends with it. */
        private void end(Runnable action) {
            if (ended) {
                return;
            }
            ended = true;
            boolean outermost = turn.getHoldCount() == 1;
            try {
                if (outermost) {
                    action.run();
                }
            } finally {
                if (outermost) {
                    lent = null;
                }
                turn.unlock();
            }
        }
    }

    /** A commit that fails is rolled back here: the next in turn must not find its remains. */
    private List<Runnable> committed(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException failure) {
            List<Runnable> promised = List.copyOf(afterwards);
            RuntimeException told = home.failure(failure);
            if (!undone(connection, told)) {
                owed.addAll(promised);
            }
            throw told;
        }
        home.committed();
        List<Runnable> next = new ArrayList<>(owed);
        next.addAll(afterwards);
        owed.clear();
        afterwards = new ArrayList<>();
        return next;
    }

    /** False when a commit that failed may have taken place. */
    private boolean undone(Connection connection, Throwable cause) {
        afterwards.clear();
        try {
            connection.rollback();
            return true;
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
            return !home.recover(connection, cause);
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            home.close();
        } finally {
            turn.unlock();
        }
    }
}
