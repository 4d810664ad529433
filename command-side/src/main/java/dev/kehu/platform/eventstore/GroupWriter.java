package dev.kehu.platform.eventstore;

import dev.kehu.platform.trace.Trace;

import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The one thread that writes. A group is what waits when the writer is free, at most {@value
 * #MAX_MEMBERS} members or {@value #MAX_BYTES} bytes; it never waits for more. The queue is bounded
 * in members and in bytes: a full one refuses, it never grows. As long as it is because what a
 * caller is told rests on all of it at once: what was taken, written, and read back.
 */
public final class GroupWriter implements AutoCloseable {
    static final int MAX_MEMBERS = 512;
    static final int MAX_BYTES = 4 << 20;
    static final int MAX_WAITING = Waiting.MAX_MEMBERS;
    static final int MAX_ASIDES = 64;
    private static final int ASIDES_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Append CLOSE = new Append();

    private final EventLog log;
    private final WritingKeys keys;
    private final LongSupplier nanos;
    private final LongConsumer park;
    private final Waiting queue = new Waiting();
    private final List<Consumer<List<StoredEvent>>> tails = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Recorded>>> messageTails = new CopyOnWriteArrayList<>();
    private final AtomicLong groups = new AtomicLong();
    private final AtomicLong members = new AtomicLong();
    private final BlockingQueue<Runnable> asides = new ArrayBlockingQueue<>(MAX_ASIDES);
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicLong head;
    private @Nullable Append first;

    GroupWriter(EventLog log, WritingKeys keys) {
        this(log, keys, System::nanoTime, LockSupport::parkNanos);
        thread.start();
    }

    /** Nothing is written but in the {@link #turn}s its maker takes, who plays the time, too. */
    GroupWriter(EventLog log, WritingKeys keys, LongSupplier nanos, LongConsumer park) {
        this.log = log;
        this.keys = keys;
        this.nanos = nanos;
        this.park = park;
        head = new AtomicLong(log.open());
        log.follow(this::others);
        thread = new Thread(this::run, "event-writer");
        thread.setDaemon(true);
    }

    /** Members and groups written so far, and members waiting now. */
    public record Figures(long members, long groups, int waiting) {}

    long head() {
        return head.get();
    }

    /** False once it was closed, or the store could not be read back after a failed commit. */
    boolean writing() {
        return !closed && thread.getState() != Thread.State.TERMINATED;
    }

    /** As {@link WritingKeys#divisions}. */
    long divisions() {
        return keys.divisions();
    }

    Figures figures() {
        return new Figures(members.get(), groups.get(), queue.size());
    }

    void onStored(Consumer<List<StoredEvent>> tail) {
        tails.add(tail);
    }

    void onRecorded(Consumer<List<Recorded>> tail) {
        messageTails.add(tail);
    }

    Append submit(Append append) {
        if (closed) {
            throw closed();
        }
        if (!queue.offer(append)) {
            throw new StoreUnavailable(
                    "store.overloaded",
                    "More is waiting to be recorded than may wait; try again shortly");
        }
        if (closed && queue.remove(append)) { // closed between the two: nobody would take it
            throw closed();
        }
        return append;
    }

    /**
     * Does a small thing between groups, with the keys of these subjects durable; nothing when too
     * many wait. An empty append wakes the writer.
     */
    void aside(Set<String> subjects, Runnable work) {
        Runnable whole =
                () -> {
                    keys.makeDurable(subjects);
                    work.run();
                };
        if (asides.offer(whole) && !closed) {
            queue.offer(new Append());
        }
    }

    /** A few, for each may force the disk while appends wait. */
    private void runAsides() {
        Runnable work;
        for (int i = 0; i < ASIDES_AT_ONCE && (work = asides.poll()) != null; i++) {
            try {
                work.run();
            } catch (RuntimeException | Error e) { // nothing an append should suffer from
                LOG.warn("Something beside the groups failed: {}", Trace.classes(e));
            }
        }
        if (!asides.isEmpty() && !closed) {
            queue.offer(new Append());
        }
    }

    private static StoreUnavailable closed() {
        return new StoreUnavailable(
                "store.closed", "The event store is closed; nothing was recorded");
    }

    private void run() {
        List<Append> group = new ArrayList<>(MAX_MEMBERS);
        try {
            while (turn(group)) {
                group.clear();
                runAsides();
            }
            while (!asides.isEmpty()) {
                runAsides();
            }
        } finally { // whatever ended it: nobody waits for ever
            closed = true;
            group.forEach(member -> member.failed(closed()));
            if (first != null) {
                first.failed(closed());
            }
            for (Append left; (left = queue.poll()) != null; ) {
                left.failed(closed());
            }
        }
    }

    /** Writes one group, waiting for it; false once closed and everything accepted is written. */
    boolean turn(List<Append> group) {
        boolean some = gather(group);
        group.removeIf(member -> member.isEmpty() && woke(member));
        refuseOvertaken(group);
        if (!group.isEmpty()) {
            write(group);
        }
        return some;
    }

    /** All before it is settled; all behind it, and beside it, will see what its sender did. */
    private static boolean woke(Append empty) {
        empty.stored(List.of());
        return true;
    }

    private void refuseOvertaken(List<Append> group) {
        for (int i = group.size() - 1; i >= 0; i--) {
            Append member = group.get(i);
            try {
                if (member.wantsQuiet() && member.isDisturbed(group.subList(0, i), log)) {
                    throw new ConcurrencyException("Something was recorded meanwhile");
                }
                if (member.isOutdated(keys)) { // it is sealed anew when it is tried again
                    throw new ConcurrencyException("A key was divided meanwhile");
                }
            } catch (RuntimeException e) { // it alone has to be sure
                group.remove(i);
                member.failed(e);
            }
        }
    }

    /** Whether a turn would have to wait. */
    boolean idle() {
        return first == null && queue.size() == 0;
    }

    /**
     * Fills the group with what waits now; false once closed and everything accepted is written.
     */
    private boolean gather(List<Append> group) {
        Append next = first == null ? take() : first;
        first = null;
        int bytes = 0;
        while (next != null && next != CLOSE) {
            bytes += next.bytes();
            if (!group.isEmpty() && bytes > MAX_BYTES) {
                first = next; // opens the next group
                return true;
            }
            group.add(next);
            next = group.size() < MAX_MEMBERS ? queue.poll() : null;
        }
        if (next == CLOSE && !group.isEmpty()) {
            first = CLOSE;
        }
        return !group.isEmpty();
    }

    private Append take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                LOG.debug("The writer does not stop for an interrupt");
            }
        }
    }

    private void write(List<Append> group) {
        List<EventLog.Outcome> outcomes;
        try {
            makeKeysDurable(group);
            outcomes = log.write(group);
        } catch (UnknownOutcome e) {
            resolve(group, e);
            return;
        } catch (RuntimeException e) {
            LOG.error("A group of {} could not be recorded: {}", group.size(), code(e));
            group.forEach(member -> member.failed(e));
            return;
        } catch (Error e) { // or its callers would wait for ever
            resolve(group, new UnknownOutcome(e));
            return;
        }
        try {
            recorded(group, outcomes);
        } catch (RuntimeException | Error e) { // it is on disk: only reading back tells the truth
            resolve(group, new UnknownOutcome(e));
        }
    }

    /** Never the message: it may quote what was to be recorded. */
    private static String code(RuntimeException e) {
        return e instanceof StoreUnavailable known
                ? known.code() + ", " + Trace.classes(e)
                : Trace.classes(e);
    }

    private void recorded(List<Append> group, List<EventLog.Outcome> outcomes) {
        List<StoredEvent> stored = new ArrayList<>(group.size());
        outcomes.forEach(outcome -> stored.addAll(outcome.stored()));
        reached(stored);
        groups.incrementAndGet();
        members.addAndGet(group.size());
        pass(group, outcomes);
        tell(tails, stored);
        for (int i = 0; i < group.size(); i++) {
            outcomes.get(i).tell(group.get(i));
        }
    }

    /** Dense positions: what is durable at one is durable at all below it. */
    private void reached(List<StoredEvent> stored) {
        if (!stored.isEmpty()) {
            head.accumulateAndGet(stored.getLast().position(), Math::max);
        }
    }

    private void others(List<StoredEvent> recorded) {
        reached(recorded);
        tell(tails, recorded);
    }

    private void makeKeysDurable(List<Append> group) {
        try {
            keys.makeDurable(Append.subjects(group));
        } catch (RuntimeException e) {
            boolean full =
                    e.getCause() instanceof SQLException sql
                            && sql.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code;
            throw full
                    ? new StoreUnavailable(
                            "store.full",
                            "The disk is full; nothing was recorded. Free space, then try again",
                            e)
                    : new StoreUnavailable(
                            "store.failed",
                            "New keys could not be written; nothing was recorded",
                            e);
        }
    }

    /**
     * Followers get what was appended before they are woken, so that they need not read and decode
     * it.
     */
    private void pass(List<Append> group, List<EventLog.Outcome> outcomes) {
        List<Recorded> recorded = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            recorded.addAll(Recorded.of(outcomes.get(i).stored(), group.get(i).messages()));
        }
        tell(messageTails, recorded);
    }

    private static <T> void tell(List<Consumer<T>> tails, T news) {
        for (Consumer<T> tail : tails) {
            try {
                tail.accept(news);
            } catch (RuntimeException e) {
                LOG.error("A follower of the event store failed: {}", e.getClass().getName());
            }
        }
    }

    /**
     * The commit failed and may have taken effect: reopen, read back, and tell each caller the
     * truth.
     */
    private void resolve(List<Append> group, UnknownOutcome why) {
        LOG.error("A commit failed with an unknown outcome; reading back: {}", Trace.of(why));
        try {
            List<EventLog.Outcome> outcomes = readBack(group, why);
            tell(tails, outcomes.stream().flatMap(outcome -> outcome.stored().stream()).toList());
            for (int i = 0; i < group.size(); i++) {
                outcomes.get(i).tell(group.get(i));
            }
        } catch (RuntimeException | Error e) {
            closed |= !(e instanceof StoreUnavailable away && away.passing());
            LOG.error("The event store cannot be read back; closed: {}: {}", closed, Trace.of(e));
            group.forEach(
                    member ->
                            member.failed(
                                    new StoreUnavailable(
                                            "store.failed",
                                            "The outcome of the commit is unknown; look the request"
                                                    + " up before sending it again",
                                            e)));
        }
    }

    /** A store that is away may be back in a moment: its callers wait for the truth that long. */
    private List<EventLog.Outcome> readBack(List<Append> group, UnknownOutcome why) {
        long until = nanos.getAsLong() + PATIENCE.toNanos();
        while (true) {
            try {
                head.accumulateAndGet(log.open(), Math::max);
                return group.stream().map(member -> why.of(member, log)).toList();
            } catch (StoreUnavailable e) {
                if (!e.passing() || nanos.getAsLong() > until) {
                    throw e;
                }
                park.accept(PAUSE.toNanos());
            }
        }
    }

    /** Writes what was accepted, then stops. */
    @Override
    public void close() {
        if (closed && !thread.isAlive()) {
            return;
        }
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                queue.put(CLOSE);
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
