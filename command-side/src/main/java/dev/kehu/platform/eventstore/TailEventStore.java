package dev.kehu.platform.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Axon's event store with a tail that is woken by the writer: no poll, no lost wake-up, and the
 * availability callback that pooled processors need (without it they ask every 500 ms). Messages
 * near the head are decoded once and shared by all processors through a ring. Under load followers
 * see the head move in steps ({@link Pace}), so that they fold larger batches. As long as it is
 * because its streams and messages live inside: they wait under its lock and read its ring.
 */
public final class TailEventStore extends AbstractEventStore {
    private static final Logger LOG = LoggerFactory.getLogger(TailEventStore.class);

    private static final int FILL = 512;
    private static final long FILL_BYTES = Ring.MAX_BYTES / 8;

    private final GroupCommitEngine engine;
    private final Ring ring = new Ring(Ring.MAX_BYTES);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Set<Tail> tails = ConcurrentHashMap.newKeySet();
    private final Pace pace;
    private volatile Function<String, @Nullable DomainEventStream> known = stream -> null;

    private TailEventStore(
            Setup setup, GroupCommitEngine engine, BiFunction<LongSupplier, Runnable, Pace> pace) {
        super(setup);
        this.engine = engine;
        this.pace = pace.apply(engine::head, this::wake);
    }

    public static TailEventStore over(GroupCommitEngine engine) {
        return over(engine, Pace::new);
    }

    static TailEventStore over(
            GroupCommitEngine engine, BiFunction<LongSupplier, Runnable, Pace> pace) {
        Setup setup = new Setup();
        setup.storageEngine(engine);
        TailEventStore store = new TailEventStore(setup, engine, pace);
        engine.onRecorded(
                recorded ->
                        recorded.forEach(event -> store.ring.put(event.message(), event.bytes())));
        engine.onStored(stored -> store.pace.moved());
        return store;
    }

    /**
     * Aggregates are made from what this gives for their stream, where it gives anything but null.
     */
    public void readThrough(Function<String, @Nullable DomainEventStream> known) {
        this.known = known;
    }

    @Override
    public DomainEventStream readEvents(String stream) {
        DomainEventStream recorded = known.apply(stream);
        return recorded == null
                ? super.readEvents(stream)
                : DomainEventStream.concat(
                        recorded, DomainEventStream.of(stagedDomainEventMessages(stream)));
    }

    /** Throws away what was decoded for followers: it may be readable there alone. */
    public void forget() {
        ring.clear();
    }

    /** Stored bytes of the messages kept for followers. */
    long heldBytes() {
        return ring.held();
    }

    void close() {
        pace.close();
    }

    private static final class Setup extends AbstractEventStore.Builder {}

    private void wake() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        for (Tail tail : tails) {
            Runnable callback = tail.callback;
            if (callback != null) {
                wake(callback);
            }
        }
    }

    /** A processor that is just stopping refuses; the others are to be woken all the same. */
    private static void wake(Runnable callback) {
        try {
            callback.run();
        } catch (RejectedExecutionException stopping) {
            LOG.debug("A follower that was to be woken is stopping");
        }
    }

    @Override
    public TrackingEventStream openStream(TrackingToken token) {
        TrackingToken from = WrappedToken.unwrapLowerBound(token);
        long position = from == null ? 0 : from.position().orElse(0);
        if (position > engine.head()) { // waiting for it would skip what is recorded until then
            throw new EventStoreException(
                    "A reader stands at position %d, but history ends at %d: it followed another history and has to start anew"
                            .formatted(position, engine.head()));
        }
        Tail tail = new Tail(position);
        tails.add(tail);
        return tail;
    }

    /**
     * The message at a position, from the ring or decoded into it together with those behind it.
     */
    private TrackedEventMessage<?> message(long position) {
        TrackedEventMessage<?> known = ring.get(position);
        if (known != null) {
            return known;
        }
        TrackedEventMessage<?> first = null;
        Iterator<? extends TrackedEventMessage<?>> events =
                engine.readEvents(new GlobalSequenceTrackingToken(position - 1), false)
                        .limit(FILL)
                        .iterator();
        for (long bytes = 0; bytes < FILL_BYTES && events.hasNext(); ) {
            TrackedEventMessage<?> event = events.next();
            first = first == null ? event : first;
            int size = engine.storedBytes(event);
            ring.put(event, size);
            bytes += size;
        }
        if (first == null) {
            throw new IllegalStateException(
                    "Position " + position + " is below the head but is not there; run doctor");
        }
        return first;
    }

    /**
     * What readers are handed. Each of them takes a thousand ahead of what it has handled, so a
     * message knows its place alone; the rest is in the ring, or read again.
     */
    private final class Lean implements TrackedEventMessage<Object>, DomainEventMessage<Object> {
        private static final long serialVersionUID = 1L;

        private final GlobalSequenceTrackingToken token;

        private transient @Nullable Class<?> type;

        Lean(long position) {
            this.token = new GlobalSequenceTrackingToken(position);
        }

        private DomainEventMessage<?> whole() {
            return (DomainEventMessage<?>) message(token.getGlobalIndex());
        }

        @Override
        public TrackingToken trackingToken() {
            return token;
        }

        /** Asked before the message is taken ahead, when nothing else of it is. */
        @Override
        public Class<Object> getPayloadType() {
            if (type == null) {
                type = whole().getPayloadType();
            }
            return cast(type);
        }

        @SuppressWarnings("unchecked") // nobody puts anything into a message
        private static Class<Object> cast(Class<?> type) {
            return (Class<Object>) type;
        }

        @Override
        public Object getPayload() {
            return whole().getPayload();
        }

        @Override
        public MetaData getMetaData() {
            return whole().getMetaData();
        }

        @Override
        public String getIdentifier() {
            return whole().getIdentifier();
        }

        @Override
        public Instant getTimestamp() {
            return whole().getTimestamp();
        }

        @Override
        public String getType() {
            return whole().getType();
        }

        @Override
        public String getAggregateIdentifier() {
            return whole().getAggregateIdentifier();
        }

        @Override
        public long getSequenceNumber() {
            return whole().getSequenceNumber();
        }

        @Override
        public TrackedEventMessage<Object> withTrackingToken(TrackingToken other) {
            return copy().withTrackingToken(other);
        }

        @Override
        public GenericTrackedDomainEventMessage<Object> withMetaData(Map<String, ?> metaData) {
            return copy().withMetaData(metaData);
        }

        @Override
        public GenericTrackedDomainEventMessage<Object> andMetaData(Map<String, ?> metaData) {
            return copy().andMetaData(metaData);
        }

        private GenericTrackedDomainEventMessage<Object> copy() {
            DomainEventMessage<?> whole = whole();
            return new GenericTrackedDomainEventMessage<>(
                    token,
                    whole.getType(),
                    whole.getAggregateIdentifier(),
                    whole.getSequenceNumber(),
                    new GenericEventMessage<Object>(
                            whole.getIdentifier(),
                            whole.getPayload(),
                            whole.getMetaData(),
                            whole.getTimestamp()),
                    whole::getTimestamp);
        }
    }

    /** One reader's place. */
    private final class Tail implements TrackingEventStream {
        private volatile @Nullable Runnable callback;
        private long position;

        Tail(long position) {
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return position < pace.shown() ? Optional.of(new Lean(position + 1)) : Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            if (position < pace.shown()) {
                return true;
            }
            long left = unit.toNanos(timeout);
            lock.lockInterruptibly();
            try {
                while (position >= pace.shown()) {
                    if (left <= 0) {
                        return false;
                    }
                    left = moved.awaitNanos(left);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (!hasNextAvailable(1, TimeUnit.HOURS)) {
                Thread.onSpinWait();
            }
            return new Lean(++position);
        }

        @Override
        public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
            // every event has to be seen: positions are remembered from what was read
        }

        @Override
        public boolean setOnAvailableCallback(Runnable wake) {
            callback = wake;
            return true;
        }

        @Override
        public void close() {
            tails.remove(this);
        }
    }
}
