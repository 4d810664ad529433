package dev.kehu.platform.analysis;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Asking;
import dev.kehu.platform.analysis.sql.Bound;
import dev.kehu.platform.analysis.sql.Counting;
import dev.kehu.platform.analysis.sql.Figures;
import dev.kehu.platform.analysis.sql.Question;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * The analysts' copy, kept by a thread of its own that no view waits for: opened some time after
 * the start or at the first question, followed from then on, opened again when it fails. Questions
 * may come from any thread. Longer than most files: opening, following and asking share one state.
 */
public final class Analysis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Analysis.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OPENING = Duration.ofSeconds(20);

    /** DuckDB reads nested SQL by recursion: what it may nest has to fit. */
    private static final long STACK = 32L << 20;

    private final AnalysisSettings settings;
    private final Content content;
    private final OrderedHistory history;
    private final Following following;
    private final Opening opening;
    private final Semaphore places;
    private final Room room;
    private final ScheduledExecutorService clock;

    /** Held for reading by questions, for writing where the copy is opened or closed. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private final ReentrantLock parquet = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean wanted;
    private boolean closing;
    private boolean failed;
    private long position;
    private volatile @Nullable CopyFile copy;
    private @Nullable Thread thread;
    private long parquetWritten = System.nanoTime();

    public Analysis(AnalysisSettings settings, Content content, OrderedHistory history) {
        this.settings = settings;
        this.content = content;
        this.history = history;
        this.following = new Following(history, content);
        this.opening = new Opening(settings, content, history, following);
        this.room = new Room(new CopyFile.Folder(settings.folder()), settings.limits());
        this.places = new Semaphore(settings.limits().atOnce());
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("analysis-clock").factory());
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("analysis").start(this::run);
    }

    private void run() {
        pause(settings.startAfter());
        while (goesOn()) {
            try {
                open();
                while (goesOn()) {
                    follow();
                    writeParquet();
                    pause(settings.every());
                }
            } catch (SQLException | IOException | RuntimeException | Error failure) {
                LOG.error("The analysts' copy failed and is opened again later: {}", said(failure));
                told(() -> failed = true);
                shut();
                rest(RETRY);
            }
        }
        shut();
    }

    /** What DuckDB says of itself holds ids at most; of anything else the kind must do. */
    private static String said(Throwable failure) {
        return failure instanceof SQLException || failure instanceof IOException
                ? String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                : failure.getClass().getName();
    }

    private void open() throws SQLException, IOException {
        use.writeLock().lock();
        try {
            CopyFile opened = opening.open();
            copy = opened;
            told(
                    () -> {
                        failed = false;
                        position = opened.mark().position();
                    });
        } finally {
            use.writeLock().unlock();
        }
    }

    private void follow() throws SQLException, IOException {
        CopyFile open = copy;
        if (open == null) return;
        open.check();
        if (history.head() > open.mark().position()) room.forRows();
        following.catchUp(open, this::goesOn, () -> told(() -> position = open.mark().position()));
    }

    private void writeParquet() {
        Duration every = settings.parquetEvery();
        CopyFile open = copy;
        if (every.isZero() || open == null) return;
        if (System.nanoTime() - parquetWritten < every.toNanos()) return;
        try {
            alone(open);
        } catch (RuntimeException failure) {
            LOG.error("The Parquet files could not be written: {}", failure.getClass().getName());
        }
        parquetWritten = System.nanoTime();
    }

    private void shut() {
        use.writeLock().lock();
        try {
            CopyFile open = copy;
            copy = null;
            if (open != null) open.close();
        } catch (SQLException failure) {
            LOG.warn("The analysts' copy did not close: {}", said(failure));
        } finally {
            use.writeLock().unlock();
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private void told(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until the time is over, somebody wants the copy, or it is to close. */
    private void pause(Duration time) {
        await(time, () -> wanted || closing);
        told(() -> wanted = false);
    }

    private void rest(Duration time) {
        await(time, () -> closing);
    }

    private boolean await(Duration time, BooleanSupplier until) {
        long nanos = time.toNanos();
        lock.lock();
        try {
            while (!until.getAsBoolean()) {
                if (nanos <= 0) return false;
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Position of the last event copied, 0 while the copy is not open. */
    public long position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** How the copy stands. */
    public enum State {
        /** Nobody has asked yet, and its time has not come. */
        CLOSED,
        OPEN,
        /** It is tried again by itself. */
        FAILED
    }

    public State state() {
        lock.lock();
        try {
            return failed ? State.FAILED : copy == null ? State.CLOSED : State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    public List<Table> tables() {
        return content.tables();
    }

    /**
     * Waits until the copy has reached a position, opening it when need be.
     *
     * @return false when the time was over first
     * @throws CopyUnavailable {@code analysis.failed}
     */
    public boolean reach(long wantedPosition, Duration patience) {
        told(() -> wanted = true);
        boolean there =
                await(
                        patience,
                        () -> failed || closing || copy != null && position >= wantedPosition);
        lock.lock();
        try {
            if (failed || closing)
                throw new CopyUnavailable(
                        "analysis.failed",
                        "The analysts' copy cannot be used; the log says why, and it is tried"
                                + " again by itself");
        } finally {
            lock.unlock();
        }
        return there;
    }

    /**
     * Answers, from the newest state of the copy that is there within two seconds.
     *
     * @throws Refusal {@code sql.…}
     * @throws CopyUnavailable when it cannot be asked now
     */
    public Answer ask(Question question) {
        if (question.sql().length() > Limits.TEXT)
            throw Refusal.invalid(
                    "sql.too-long", "A question has at most %,d characters".formatted(Limits.TEXT));
        upToDate();
        return inTurn(open -> new Asking(open, settings.limits(), clock).ask(question));
    }

    /**
     * Answers a question of our own, as fresh as {@link #ask}.
     *
     * @throws Refusal {@code sql.…}
     * @throws CopyUnavailable when it cannot be asked now
     */
    public Figures figures(Bound bound) {
        upToDate();
        return inTurn(open -> new Counting(open, settings.limits(), clock).figures(bound));
    }

    /** The same as a file of Parquet. */
    public Answer parquet(Bound bound) {
        upToDate();
        return inTurn(open -> new Counting(open, settings.limits(), clock).parquet(bound));
    }

    private void upToDate() {
        opened();
        reach(history.head(), Duration.ofSeconds(2));
    }

    private void opened() {
        if (!reach(0, OPENING))
            throw new CopyUnavailable(
                    "analysis.opening", "The analysts' copy is being opened; ask again");
    }

    /**
     * Writes the Parquet files of all tables, as of one position.
     *
     * @return their folder
     */
    public Path parquet() {
        opened();
        return inTurn(this::alone);
    }

    /** At intervals and when asked, the same files are written. */
    private Path alone(CopyFile open) {
        parquet.lock();
        try {
            return new ParquetFolder(open).write();
        } finally {
            parquet.unlock();
        }
    }

    /** What somebody does with the copy while it stays open. */
    interface Use<T> {
        T of(CopyFile copy);
    }

    /**
     * Lets it be read without taking the place of somebody who asks.
     *
     * @throws CopyUnavailable when it cannot be read now
     */
    <T> T beside(Use<T> work) {
        opened();
        try {
            return onAThreadOfItsOwn(work);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CopyUnavailable("analysis.busy", "The reading was given up");
        }
    }

    boolean isOfAnotherStore(Mark mark) {
        return !mark.storeId().equals(history.storeId());
    }

    /** Why a copy that stands there is none of this history and shape; null when it is one. */
    @Nullable String mismatch(Mark mark, String shape) {
        return following.mismatch(mark, shape);
    }

    private <T> T inTurn(Use<T> work) {
        boolean placed = false;
        try {
            placed = places.tryAcquire(settings.limits().time().toMillis(), TimeUnit.MILLISECONDS);
            if (!placed)
                throw new CopyUnavailable(
                        "analysis.busy", "Other questions are being answered; ask again");
            room.forAnswer();
            return onAThreadOfItsOwn(work);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CopyUnavailable("analysis.busy", "The question was given up");
        } finally {
            if (placed) places.release();
        }
    }

    /** DuckDB holds the thread it runs on: a virtual one would keep a core from all others. */
    private <T> T onAThreadOfItsOwn(Use<T> work) throws InterruptedException {
        var task =
                new FutureTask<T>(
                        () -> {
                            use.readLock().lock();
                            try {
                                CopyFile open = copy;
                                if (open == null)
                                    throw new CopyUnavailable(
                                            "analysis.opening", "The copy is being opened");
                                return work.of(open);
                            } finally {
                                use.readLock().unlock();
                            }
                        });
        Thread.ofPlatform().daemon().name("analysis-question").stackSize(STACK).start(task);
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(failure.getCause());
        }
    }

    @Override
    public void close() {
        told(() -> closing = true);
        Thread running = thread;
        if (running != null)
            try {
                running.join(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        clock.shutdown();
    }
}
