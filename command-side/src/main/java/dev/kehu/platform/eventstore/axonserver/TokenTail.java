package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.trace.Trace;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one reader of the context: brings all events into the companion, in token order, whoever
 * appended them. Each stream begins with what is known already, so another history behind the same
 * address is met before anything is taken from it or written to it. As long as it is because its
 * thread and those who wait for it share one lock and what is known of the context.
 */
final class TokenTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenTail.class);
    private static final int PAGE = 1000;
    private static final long PAGE_BYTES = 4 << 20;

    private final Server server;
    private final Companion companion;
    private final Limits limits;
    private final Consumer<List<StoredEvent>> taken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Thread thread = new Thread(this::run, "event-tail");
    private volatile @Nullable EventStream stream;
    private volatile @Nullable Broken broken;
    private volatile boolean named;
    private volatile boolean same;
    private volatile boolean closed;
    private volatile boolean full; // the companion's disk
    private boolean complained;

    /**
     * @param taken told on the tail's thread once the companion has them
     */
    TokenTail(
            Server server, Companion companion, Limits limits, Consumer<List<StoredEvent>> taken) {
        this.server = server;
        this.companion = companion;
        this.limits = limits;
        this.taken = taken;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (Broken e) {
                broken = e;
                LOG.error("{}: {}", e.code(), e.getMessage());
                signal();
                return;
            } catch (RuntimeException | Error e) { // it has to go on
                full = Companion.isFull(e);
                complain(e);
            } catch (InterruptedException e) {
                LOG.debug("The tail was woken to stop");
            }
            pause();
        }
    }

    /** Once for each time it is away, however often it is tried. */
    private void complain(Throwable failure) {
        if (!closed && !complained) {
            complained = true;
            LOG.warn("History is not followed, trying again: {}", Trace.classes(failure));
        }
    }

    private void follow() throws InterruptedException {
        refuseOtherHistory();
        try (EventStream current = server.from(companion.head())) {
            stream = current;
            same = !named; // an empty context has nothing that could differ
            signal();
            while (!closed) {
                take(current);
            }
        } finally {
            same = false;
            stream = null;
            signal();
        }
    }

    /**
     * Before it starts: a companion without history takes the name it finds.
     *
     * @throws Broken when the context is not Kehu's
     */
    void takeName() {
        if (companion.head() == 0 && server.lastToken() >= 0) {
            companion.takeName(server.first());
        }
    }

    /**
     * Looks at the ends of the server's history: at its name and that nothing known is missing.
     *
     * @throws Broken when it is another one
     */
    void refuseOtherHistory() {
        long last = lastOfAll();
        if (last < companion.head()) {
            if (companion.head() > 0) {
                throw Broken.lost(companion.head(), last);
            }
            named = false; // an empty context
            return;
        }
        companion.refuseOtherStore(server.first());
        named = true;
    }

    /** Any node may answer, one that follows a moment late: fewer than known is asked again. */
    private long lastOfAll() {
        long until = System.nanoTime() + limits.answer().toNanos();
        long last = server.lastToken();
        while (last < companion.head()
                && companion.head() > 0
                && !closed
                && System.nanoTime() < until) {
            pause();
            last = server.lastToken();
        }
        return last;
    }

    private void take(EventStream current) throws InterruptedException {
        List<EventWithToken> page = page(current);
        if (!page.isEmpty()) {
            List<StoredEvent> added = companion.take(page);
            named = true;
            same = true;
            complained = false;
            if (!added.isEmpty()) {
                full = false;
                taken.accept(added);
            }
            signal();
        } else if (current.isClosed()) {
            throw StoreUnavailable.unreachable(
                    "The stream of events ended", current.getError().orElse(new Ended()));
        }
    }

    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private List<EventWithToken> page(EventStream current) throws InterruptedException {
        List<EventWithToken> page = new ArrayList<>();
        EventWithToken next =
                current.nextIfAvailable(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        for (long bytes = 0; next != null; next = current.nextIfAvailable()) {
            page.add(next);
            bytes += next.getSerializedSize();
            if (page.size() == PAGE || bytes > PAGE_BYTES) {
                break;
            }
        }
        return page;
    }

    private void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a little, or until something moves. */
    void pause() {
        lock.lock();
        try {
            if (!closed) {
                moved.await(limits.pause().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            LOG.debug("The tail was woken to stop");
        } finally {
            lock.unlock();
        }
    }

    /** Whether history is followed, on a connection on which it was seen to be the right one. */
    boolean following() {
        EventStream current = stream;
        return current != null
                && same
                && !full
                && !current.isClosed()
                && companion.ailment().isEmpty();
    }

    /** For whoever wants to write while it does not follow. */
    StoreUnavailable unavailable() {
        Broken current = broken;
        if (current != null) {
            return current.atWork();
        }
        if (companion.ailment().isPresent()) {
            return new StoreUnavailable(
                    "store.failed",
                    "The disk of companion.db failed; nothing was recorded. See to the disk, then"
                            + " start Kehu again");
        }
        return full
                ? new StoreUnavailable(
                        "store.full",
                        "The disk of companion.db is full; nothing was recorded. Free space, then"
                                + " try again")
                : away();
    }

    /** It may be back the next moment. */
    static StoreUnavailable away() {
        return new StoreUnavailable(
                "store.unreachable",
                "Axon Server cannot be reached; nothing was recorded. Try again shortly");
    }

    /** Nothing when the server answers, is the right one, and everything it has is here. */
    Optional<String> ailment() {
        Broken current = broken;
        if (current != null) {
            return Optional.of(current.code() + ": " + current.getMessage());
        }
        if (full) {
            return Optional.of("store.full: free space on the disk of companion.db");
        }
        Optional<String> failed = companion.ailment();
        if (failed.isPresent()) {
            return failed;
        }
        if (!following()) {
            return Optional.of("axonserver.unreachable: it is tried again");
        }
        try {
            long last = server.lastToken();
            return await(
                            () -> companion.head() >= last,
                            System.nanoTime() + limits.answer().toNanos())
                    ? Optional.empty()
                    : Optional.of("axonserver.behind: the companion is behind the server");
        } catch (StoreUnavailable e) {
            return Optional.of("axonserver.unreachable: it does not answer");
        }
    }

    @Nullable Broken broken() {
        return broken;
    }

    /** Whether the context has its first event. */
    boolean named() {
        return named;
    }

    /** What can be waited for. */
    @FunctionalInterface
    interface State {
        boolean reached();
    }

    /**
     * Waits until the tail has brought something about; whoever interrupts, for outcomes must be
     * known.
     *
     * @param until as {@link System#nanoTime}
     * @return false when it is not so by then, or will never be
     */
    boolean await(State state, long until) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (!state.reached()) {
                long left = until - System.nanoTime();
                if (left <= 0 || broken != null || closed) {
                    return false;
                }
                try {
                    moved.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits until the companion has everything the server has at some moment after the call.
     *
     * @return false when that is not so by then
     */
    boolean catchUp(long until) {
        while (await(this::following, until)) {
            try {
                long last = server.lastToken();
                return await(() -> companion.head() >= last, until);
            } catch (StoreUnavailable e) {
                LOG.debug("The head is not known yet: {}", e.code());
                pause();
            }
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        EventStream current = stream;
        if (current != null) {
            current.close();
        }
        signal();
        join();
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
