package dev.kehu.platform.search;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.EventBytes;
import dev.kehu.platform.projection.RecordedMessages;
import dev.kehu.platform.projection.ViewPositions;

import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps one index up to date on a thread of its own: what it missed in large pages, then event by
 * event. What fails is tried again with pauses; a damaged index is built anew.
 */
final class Follower implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int BATCH = 500, FAR = 2_000, BULK = 1_000;
    private static final long BYTES = 8 << 20;
    private static final Duration NAP = Duration.ofMillis(500), PAUSE = Duration.ofSeconds(2);

    private final SearchIndex<?> index;
    private final OrderedHistory history;
    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final ViewPositions positions;
    private final Duration commitEvery;
    private final LongSupplier nanoClock;
    private final Signal signal = new Signal();
    private volatile boolean stopping;
    private long committed;
    private boolean dirty, failing;

    Follower(
            SearchIndex<?> index,
            OrderedHistory history,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ViewPositions positions,
            Duration commitEvery,
            LongSupplier nanoClock) {
        this.index = index;
        this.history = history;
        this.source = source;
        this.positions = positions;
        this.commitEvery = commitEvery;
        this.nanoClock = nanoClock;
    }

    /** Ends after the batch at work. */
    void stop() {
        stopping = true;
        signal.wake();
    }

    @Override
    public void run() {
        boolean checked = false;
        while (!stopping)
            try {
                index.open();
                if (!checked) index.check();
                checked = true;
                told();
                forgetErased();
                catchUp();
                forgetErased();
                follow();
            } catch (CorruptIndexException
                    | IndexFormatTooOldException
                    | IndexFormatTooNewException damaged) {
                startOver(damaged);
            } catch (Throwable failure) { // an Error must not end the thread either
                failed(failure);
            }
        end();
    }

    private void startOver(IOException damaged) {
        LOG.warn("Search index {} is built anew: {}", index.name(), damaged.getClass().getName());
        try {
            index.startOver();
            told();
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    private void failed(Throwable failure) {
        if (stopping) return;
        if (!failing)
            LOG.error(
                    "Search index {} stands still, and is tried again every {} s: {}",
                    index.name(),
                    PAUSE.toSeconds(),
                    cause(failure).getClass().getName());
        failing = true;
        if (!(failure instanceof HistoryAway)) index.abandon();
        signal.await(PAUSE);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof HistoryAway away ? away.getCause() : failure;
    }

    private void recovered() {
        if (failing) LOG.info("Search index {} goes on", index.name());
        failing = false;
    }

    private void end() {
        try {
            index.commit();
        } catch (IOException | RuntimeException failure) {
            LOG.warn("Search index {} goes on from its last commit", index.name());
        }
        index.abandon();
    }

    private void catchUp() throws IOException {
        if (history.head() - index.position() < FAR) return;
        try (OrderedHistory.Scan pages = history.scan(index.position())) {
            List<RecordedEvent> gathered = new ArrayList<>();
            long bytes = 0;
            boolean more = true;
            while (more && !stopping) {
                List<RecordedEvent> page = read(pages::next);
                more = !page.isEmpty();
                gathered.addAll(page);
                bytes += EventBytes.of(page);
                boolean enough = gathered.size() >= BULK || bytes >= BYTES;
                if (!enough && more || gathered.isEmpty()) continue;
                apply(gathered);
                gathered = new ArrayList<>();
                bytes = 0;
            }
        }
    }

    private void follow() throws IOException {
        var token = new GlobalSequenceTrackingToken(index.position());
        try (BlockingStream<TrackedEventMessage<?>> stream = read(() -> source.openStream(token))) {
            stream.setOnAvailableCallback(signal::wake);
            while (!stopping) {
                List<RecordedEvent> events = read(() -> ready(stream));
                recovered(); // not before: what comes next may be what could not be read
                if (events.isEmpty()) signal.await(NAP);
                else apply(events);
                commitWhenDue();
                index.forgetSuspected();
            }
        }
    }

    private static <T> T read(Supplier<T> source) {
        try {
            return source.get();
        } catch (RuntimeException failure) {
            throw new HistoryAway(failure);
        }
    }

    /** What comes next cannot be read; what is here stays, answers, and can be forgotten. */
    private static final class HistoryAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HistoryAway(RuntimeException cause) {
            super(cause);
        }
    }

    private static List<RecordedEvent> ready(BlockingStream<TrackedEventMessage<?>> stream) {
        List<RecordedEvent> events = new ArrayList<>();
        long bytes = 0;
        try {
            while (events.size() < BATCH && bytes < BYTES && stream.hasNextAvailable()) {
                RecordedEvent event = RecordedMessages.of(stream.nextAvailable());
                bytes += EventBytes.of(event);
                events.add(event);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return events;
    }

    private void apply(List<RecordedEvent> events) throws IOException {
        index.apply(events);
        dirty = true;
        told();
        commitWhenDue();
    }

    private void commitWhenDue() throws IOException {
        long now = nanoClock.getAsLong();
        if (!dirty || now - committed < commitEvery.toNanos()) return;
        index.commit();
        dirty = false;
        committed = nanoClock.getAsLong();
    }

    /** Who was erased while the index could not hear of it. */
    private void forgetErased() throws IOException {
        Set<String> erased = index.erased();
        index.forgetErased(erased);
    }

    private void told() {
        positions.reached(index.name(), index.position());
    }
}
