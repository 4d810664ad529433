package dev.kehu.platform.memory;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.serializer.EventShape;
import dev.kehu.platform.serializer.SealingSerializer;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What streams have come to. A state is read from its snapshot and the events behind it, then kept
 * in memory and brought up to date by what is stored, before who stored it is answered; nothing
 * that was not stored is ever in it. What other processes store evicts; until they are heard a
 * state may be stale, so a decision that rests on one carries the head it saw, and a refusal is
 * looked at again ({@link #stale}). Where heads cannot be checked nothing is kept in memory.
 */
public final class States implements AutoCloseable {
    /** A snapshot is taken when so many events stand behind the last one. */
    static final int SNAPSHOT_EVERY = 200;

    private static final String REMEMBERED = "kehu.remembered";

    private final GroupCommitEngine engine;
    private final EventLog log;
    private final SealingSerializer serializer;
    private final Map<String, Fold<?>> folds = new HashMap<>();
    private final Bounded memory;
    private final Snapshots snapshots;

    /**
     * @param bytes what may be kept in memory; 0 for nothing
     */
    public States(
            EventStorage storage,
            EventLog log,
            SealingSerializer serializer,
            Envelope envelope,
            List<Fold<?>> folds,
            long bytes) {
        this.engine = storage.engine();
        this.log = log;
        this.serializer = serializer;
        folds.forEach(fold -> this.folds.put(fold.streamType(), fold));
        memory = new Bounded(log.alone() || log.checksHeads() ? bytes : 0);
        snapshots = new Snapshots(engine, envelope);
        engine.onAppended(this::appended);
        engine.onStored(this::stored);
        engine.onRefused(streams -> streams.forEach(memory::evict));
        storage.store().readThrough(this::aggregate);
    }

    /** What a stream has come to; what is decided on it holds only as long as it does not move. */
    public <S> Standing<S> of(Fold<S> fold, String stream) {
        Known<?> known = folds.get(type(stream)) == fold ? read(stream, Use.ONLY_READ) : null;
        Known<S> own = known == null ? Known.nothing(fold, stream) : own(known);
        return own.standing();
    }

    /**
     * What a stream had come to a moment ago; for what is mended where it turns out to be old,
     * since nothing decided on it minds when the stream moves.
     */
    public <S> S glance(Fold<S> fold, String stream) {
        Known<?> known = folds.get(type(stream)) == fold ? read(stream, Use.LASTING) : null;
        Known<S> own = known == null ? Known.nothing(fold, stream) : own(known);
        return own.state();
    }

    /** Whether there is such a stream, and it is of this kind; once true it stays so. */
    public boolean exists(Fold<?> fold, String stream) {
        Fold<?> actual = folds.get(type(stream));
        return actual == fold && read(stream, Use.LASTING).seq() >= 0;
    }

    @SuppressWarnings("unchecked") // the fold it was made with was compared
    private static <S> Known<S> own(Known<?> known) {
        return (Known<S>) known;
    }

    private @Nullable DomainEventStream aggregate(String stream) {
        if (!folds.containsKey(type(stream))) {
            return null;
        }
        Known<?> known = read(stream, Use.LOCKED);
        return known.seq() < 0 ? DomainEventStream.empty() : DomainEventStream.of(known.message());
    }

    /** How what is read may turn old before what is decided on it is stored. */
    private enum Use {
        /** Anybody may move it. */
        ONLY_READ,
        /** Other processes may; in this one it is locked. */
        LOCKED,
        /** What it is asked for stays true. */
        LASTING
    }

    private Known<?> read(String stream, Use use) {
        Known<?> known = memory.get(stream);
        boolean remembered = known != null;
        if (known == null) {
            known = load(folds.get(type(stream)), stream);
        }
        boolean mayMove = use == Use.ONLY_READ || use == Use.LOCKED && !log.alone();
        if (mayMove && log.checksHeads() && CurrentUnitOfWork.isStarted()) {
            bind(known, remembered);
        }
        return known;
    }

    private void bind(Known<?> known, boolean remembered) {
        engine.expectHead(known.stream(), known.seq());
        if (remembered && !log.alone()) {
            CurrentUnitOfWork.get()
                    .root()
                    .<Map<String, Long>>getOrComputeResource(REMEMBERED, key -> new HashMap<>())
                    .put(known.stream(), known.seq());
        }
    }

    private <S> Known<S> load(Fold<S> fold, String stream) {
        long mark = memory.mark(stream);
        EventLog.Tail tail = log.readTail(stream);
        Known<S> known = null;
        List<StoredEvent> events = tail.events();
        if (tail.snapshot() != null) {
            known = snapshots.open(fold, tail.snapshot());
            events = known == null ? log.readStream(stream, 0) : events;
        }
        known = known == null ? Known.nothing(fold, stream) : known;
        for (StoredEvent event : events) {
            known = known.with(payload(event), event.subject(), event.seq(), event.position());
        }
        known = own(snapshot(known));
        if (known.seq() >= 0) {
            memory.put(known, mark);
        }
        return known;
    }

    /** What nobody can read, nobody decides on. */
    private DomainEvent payload(StoredEvent event) {
        try {
            return serializer.read(event.name(), event.revision(), event.payload());
        } catch (RuntimeException damaged) {
            if (EventHistory.keysAreAway(damaged)) {
                throw damaged;
            }
            throw new UnreadableEvent(event.position(), damaged);
        }
    }

    private Known<?> snapshot(Known<?> known) {
        if (known.seq() - known.snapshotAt() < SNAPSHOT_EVERY) {
            return known;
        }
        Known<?> taken = known.snapshotTaken();
        snapshots.take(taken);
        return taken;
    }

    private void appended(TrackedEventMessage<?> message) {
        if (message instanceof DomainEventMessage<?> event
                && event.getPayload() instanceof DomainEvent payload) {
            String stream = event.getAggregateIdentifier();
            long position = message.trackingToken().position().orElse(0);
            Fold<?> fold = folds.get(event.getType());
            if (event.getSequenceNumber() == 0 && fold != null && fold.fromTheStart()) {
                memory.begun(next(Known.nothing(fold, stream), payload, position));
            } else {
                memory.moved(
                        stream,
                        known -> grown(known, event.getSequenceNumber(), payload, position));
            }
        }
    }

    private @Nullable Known<?> grown(Known<?> known, long seq, DomainEvent payload, long position) {
        if (known.seq() >= seq) {
            return known;
        }
        return known.seq() == seq - 1 ? snapshot(next(known, payload, position)) : null;
    }

    private static Known<?> next(Known<?> known, DomainEvent payload, long position) {
        String subject = EventShape.of(payload.getClass()).subject(payload);
        return known.with(payload, subject, known.seq() + 1, position);
    }

    /** What others appended, or what was only found out by reading back, was not folded here. */
    private void stored(List<StoredEvent> events) {
        for (StoredEvent event : events) {
            memory.moved(event.stream(), known -> known.seq() < event.seq() ? null : known);
        }
    }

    /**
     * Whether a stream that the current unit of work took from memory has moved in the store; those
     * are evicted then. Never on a log that this process alone appends to.
     */
    public boolean stale() {
        Map<String, Long> remembered =
                CurrentUnitOfWork.get()
                        .root()
                        .getOrDefaultResource(REMEMBERED, Map.<String, Long>of());
        boolean stale = false;
        for (Map.Entry<String, Long> one : remembered.entrySet()) {
            if (log.lastSeq(one.getKey()) != one.getValue()) {
                memory.evict(one.getKey());
                stale = true;
            }
        }
        return stale;
    }

    /** Forgets what is remembered of a stream; its snapshot stays. */
    public void evict(String stream) {
        memory.evict(stream);
    }

    /** Forgets what is remembered about a subject and deletes its snapshots. */
    public void evictSubject(String subject) {
        memory.evictAll(known -> known.subject().equals(subject));
        engine.dropSnapshots(subject);
    }

    /** Bytes and number of the states in memory. */
    public record Figures(long bytes, int states) {}

    public Figures figures() {
        return new Figures(memory.bytes(), memory.size());
    }

    private static String type(String stream) {
        int dash = stream.indexOf('-');
        return dash < 0 ? stream : stream.substring(0, dash);
    }

    @Override
    public void close() {
        snapshots.close();
    }
}
