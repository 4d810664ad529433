package dev.kehu.platform.eventstore;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.serializer.EventShape;

import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Axon's storage engine over group commit. Events are serialised and staged in prepare-commit and
 * submitted in the root's commit, so one unit of work is one atomic member; its caller waits there
 * until the group is on disk. Positions are dense: 1, 2, 3 … in the order of recording.
 */
public final class GroupCommitEngine extends AbstractEventStorageEngine implements AutoCloseable {
    /**
     * Resource of the root unit of work that holds what was stored, from its after-commit phase on.
     */
    public static final String STORED = "kehu.stored";

    /** Largest stored payload and metadata of one event, bytes. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    private static final String STAGED = "kehu.staged";
    private static final int PAGE = 1000;

    private final EventLog log;
    private final GroupWriter writer;
    private final List<Consumer<Set<String>>> refused = new CopyOnWriteArrayList<>();

    GroupCommitEngine(Setup setup, EventLog log, GroupWriter writer) {
        super(setup);
        this.log = log;
        this.writer = writer;
    }

    /** Axon's own builder asks for the serializers and nothing else. */
    static final class Setup extends AbstractEventStorageEngine.Builder {
        static Setup with(Serializer serializer) {
            Setup setup = new Setup();
            setup.eventSerializer(serializer);
            setup.snapshotSerializer(serializer);
            return setup;
        }
    }

    public String storeId() {
        return log.storeId();
    }

    /** Newest position that is on disk. */
    public long head() {
        return writer.head();
    }

    /**
     * Called on the writer thread after each group, with what was stored; must be quick and must
     * not throw.
     */
    public void onStored(Consumer<List<StoredEvent>> tail) {
        writer.onStored(tail);
    }

    /** As {@link #onStored}, with the messages themselves where they are still at hand. */
    void onRecorded(Consumer<List<Recorded>> tail) {
        writer.onRecorded(tail);
    }

    /** What a message just read takes on disk; nothing is serialised anew for it. */
    int storedBytes(TrackedEventMessage<?> read) {
        Serializer serializer = getEventSerializer();
        return read.serializePayload(serializer, byte[].class).getData().length
                + read.serializeMetaData(serializer, byte[].class).getData().length;
    }

    /**
     * Whether events are taken. Once false it stays false until a restart: the engine was closed,
     * or could not read back what became of a commit.
     */
    public boolean writing() {
        return writer.writing();
    }

    /** Why the log takes no events at this moment; see {@link EventLog#ailment}. */
    public Optional<String> ailment() {
        return log.ailment();
    }

    /** As {@link EventLog#logBytes}. */
    public long logBytes() {
        return log.logBytes();
    }

    /** Members and groups written since the start. */
    public GroupWriter.Figures figures() {
        return writer.figures();
    }

    public Map<String, Object> facts() {
        return log.facts();
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        long divisions = writer.divisions();
        List<Draft> drafts = new ArrayList<>(events.size());
        List<DomainEventMessage<?>> messages = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            drafts.add(draft(event, serializer));
            messages.add((DomainEventMessage<?>) event);
        }
        boolean within = CurrentUnitOfWork.isStarted();
        Append append = within ? staged(CurrentUnitOfWork.get().root()) : new Append();
        append.sealedAt(divisions);
        drafts.forEach(append::add);
        append.carry(messages);
        if (!within) {
            writer.submit(append).await();
        }
    }

    private Append staged(UnitOfWork<?> root) {
        return root.getOrComputeResource(
                STAGED,
                key -> {
                    Append append = new Append();
                    root.onCommit(unit -> unit.resources().put(STORED, stored(append)));
                    return append;
                });
    }

    private StoredEvents stored(Append append) {
        append.expectOnlyOthers();
        try {
            return new StoredEvents(writer.submit(append).await());
        } catch (ConcurrencyException | AggregateStreamCreationException e) {
            refused.forEach(listener -> listener.accept(append.streams()));
            throw e;
        }
    }

    /** Called with the streams of a decision that others were faster than, on its thread. */
    public void onRefused(Consumer<Set<String>> listener) {
        refused.add(listener);
    }

    /** As {@link #onStored}, for what this process appended, one by one and decoded. */
    public void onAppended(Consumer<TrackedEventMessage<?>> follower) {
        writer.onRecorded(recorded -> recorded.forEach(it -> follower.accept(it.message())));
    }

    /**
     * Returns when what was handed over to be stored before is stored or refused.
     *
     * @throws StoreUnavailable when nothing is taken now
     */
    public void awaitTaken() {
        writer.submit(new Append()).await();
    }

    /** Keeps a snapshot when the writer gets to it, or never when too much else waits. */
    public void keep(EventLog.Snapshot snapshot) {
        writer.aside(Set.of(snapshot.subject()), () -> log.keep(snapshot));
    }

    /** Deletes the snapshots about a subject when the writer gets to it. */
    public void dropSnapshots(String subject) {
        writer.aside(Set.of(), () -> log.dropSnapshots(subject));
    }

    /**
     * Demands, within the current unit of work, that a stream that was only read has not moved when
     * its events are stored.
     */
    public void expectHead(String stream, long seq) {
        staged(CurrentUnitOfWork.get().root()).expect(stream, seq);
    }

    /**
     * Demands, within the current unit of work, that nothing is recorded about these subjects
     * behind a position before its events are stored; said once. It holds for what goes through
     * this process, which is all there is but in Axon Server.
     */
    public void expectQuiet(Set<String> subjects, long position) {
        staged(CurrentUnitOfWork.get().root()).expectQuiet(subjects, position);
    }

    private static Draft draft(EventMessage<?> message, Serializer serializer) {
        if (!(message instanceof DomainEventMessage<?> event)
                || !(message.getPayload() instanceof DomainEvent payload)) {
            throw new EventStoreException(
                    "Only events of an aggregate are recorded; this is "
                            + message.getPayloadType());
        }
        SerializedObject<byte[]> stored = event.serializePayload(serializer, byte[].class);
        byte[] meta = event.serializeMetaData(serializer, byte[].class).getData();
        if (stored.getData().length + meta.length > MAX_EVENT_BYTES) {
            throw new EventStoreException(
                    "An event may take " + MAX_EVENT_BYTES + " bytes at most");
        }
        return new Draft(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                UUID.fromString(event.getIdentifier()),
                stored.getType().getName(),
                stored.getType().getRevision(),
                EventShape.of(payload.getClass()).subject(payload),
                stored.getData(),
                meta,
                Leaf.digest(stored.getData()),
                Leaf.digest(meta));
    }

    @Override
    protected Stream<? extends TrackedEventData<?>> readEventData(
            TrackingToken token, boolean mayBlock) {
        return StreamSupport.stream(
                new Pages(token == null ? 0 : token.position().orElse(0)), false);
    }

    /** All events after a position, page by page; refuses a hole instead of passing over it. */
    private final class Pages extends Spliterators.AbstractSpliterator<StoredEvent> {
        private long last;
        private List<StoredEvent> page = List.of();
        private int next;

        Pages(long after) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            last = after;
        }

        @Override
        public boolean tryAdvance(Consumer<? super StoredEvent> action) {
            if (next == page.size()) {
                page = log.readAfter(last, PAGE);
                next = 0;
                if (page.isEmpty()) {
                    return false;
                }
            }
            StoredEvent event = page.get(next++);
            if (event.position() != last + 1) {
                throw new EventStoreException(
                        "History has a hole after position " + last + "; run doctor");
            }
            last = event.position();
            action.accept(event);
            return true;
        }
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(String stream, long firstSeq) {
        return log.readStream(stream, firstSeq).stream();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        long last = log.lastSeq(stream);
        return last < 0 ? Optional.empty() : Optional.of(last);
    }

    @Override
    public TrackingToken createTailToken() {
        return null;
    }

    @Override
    public TrackingToken createHeadToken() {
        long head = head();
        return head == 0 ? null : new GlobalSequenceTrackingToken(head);
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        throw new UnsupportedOperationException(
                "Snapshots hold what a stream has come to, never an aggregate");
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return Stream.empty();
    }

    @Override
    public void close() {
        writer.close();
        log.close();
    }
}
