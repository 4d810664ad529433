package dev.kehu.platform.eventstore;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.scan.OrderedScan;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.serializer.SealingSerializer;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** History as the read side and auditors see it: decoded straight from the stored rows. */
public final class EventHistory implements History {
    private static final int PAGE = 500;

    /** In place of what nobody asked for. */
    private static final DomainEvent UNREAD = () -> Instant.EPOCH;

    private final GroupCommitEngine engine;
    private final EventLog log;
    private final SealingSerializer serializer;
    private final Payloads payloads;
    private final boolean forgiving;

    EventHistory(GroupCommitEngine engine, EventLog log, SealingSerializer serializer) {
        this(engine, log, serializer, serializer::read, false);
    }

    private EventHistory(
            GroupCommitEngine engine,
            EventLog log,
            SealingSerializer serializer,
            Payloads payloads,
            boolean forgiving) {
        this.engine = engine;
        this.log = log;
        this.serializer = serializer;
        this.payloads = payloads;
        this.forgiving = forgiving;
    }

    /** How stored bytes become an event. */
    private interface Payloads {
        DomainEvent read(String name, @Nullable String revision, byte[] payload);
    }

    /** Personal components read as null. */
    @Override
    public EventHistory openAlone(Set<Class<? extends DomainEvent>> classes) {
        Set<String> names =
                classes.stream()
                        .map(each -> each.getAnnotation(EventName.class).value())
                        .collect(Collectors.toSet());
        return new EventHistory(
                engine,
                log,
                serializer,
                (name, revision, payload) ->
                        names.contains(name)
                                ? serializer.readOpen(name, revision, payload)
                                : UNREAD,
                forgiving);
    }

    @Override
    public EventHistory forgiving() {
        return new EventHistory(engine, log, serializer, payloads, true);
    }

    @Override
    public String storeId() {
        return log.storeId();
    }

    @Override
    public long head() {
        return engine.head();
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return log.readAfter(position, limit).stream().map(this::decode).toList();
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return log.readSubject(subject, position, limit).stream().map(this::decode).toList();
    }

    /** Tells every event of one data subject, ascending; a page at a time is in memory. */
    public void eachOf(String subject, Consumer<RecordedEvent> listener) {
        List<RecordedEvent> page = readSubject(subject, 0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(listener);
            page = readSubject(subject, page.getLast().position(), PAGE);
        }
    }

    /** As {@link #eachOf(String, Consumer)}, those that are wanted alone; no other is opened. */
    public void eachOf(
            String subject, Predicate<StoredEvent> wanted, Consumer<RecordedEvent> listener) {
        List<StoredEvent> page = log.readSubject(subject, 0, PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(wanted).map(this::decode).forEach(listener);
            page = log.readSubject(subject, page.getLast().position(), PAGE);
        }
    }

    /**
     * The first sealed part of a subject's events, in order; empty where nothing is sealed.
     *
     * @throws EventStoreException at an event of which that cannot be told; it names the position
     */
    public Optional<String> firstSealed(String subject) {
        List<StoredEvent> page = log.readSubject(subject, 0, PAGE);
        while (!page.isEmpty()) {
            for (StoredEvent event : page) {
                List<String> parts = event.sealedParts();
                if (!parts.isEmpty()) {
                    return Optional.of(parts.getFirst());
                }
            }
            page = log.readSubject(subject, page.getLast().position(), PAGE);
        }
        return Optional.empty();
    }

    /**
     * The keys a subject's events up to a position were sealed with, as far as that can be told: an
     * event that is damaged names none.
     */
    public Set<UUID> sealedWith(String subject, long until) {
        Set<UUID> keys = new HashSet<>();
        List<StoredEvent> page = log.readSubject(subject, 0, PAGE);
        while (!page.isEmpty() && page.getFirst().position() <= until) {
            for (StoredEvent event : page) {
                if (event.position() <= until) {
                    keys.addAll(keysOf(event));
                }
            }
            page = log.readSubject(subject, page.getLast().position(), PAGE);
        }
        return keys;
    }

    private static List<UUID> keysOf(StoredEvent event) {
        try {
            return event.sealedParts().stream().map(Envelope::keyOf).toList();
        } catch (EventStoreException damaged) {
            return List.of();
        }
    }

    /** Tells events of everybody in their order, those that are wanted alone; as above. */
    public void each(Predicate<StoredEvent> wanted, Consumer<RecordedEvent> listener) {
        List<StoredEvent> page = log.readAfter(0, PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(wanted).map(this::decode).forEach(listener);
            page = log.readAfter(page.getLast().position(), PAGE);
        }
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return log.readSubjects(subject, position, last, limit).stream().map(this::decode).toList();
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return log.subjectBehind(subject, events);
    }

    @Override
    public Scan scan(long position) {
        return OrderedScan.on(this, position);
    }

    /** As {@link #readAfter}, the stored bytes as they are, still sealed. */
    public List<StoredEvent> readStored(long position, int limit) {
        return log.readAfter(position, limit);
    }

    /** Leaf hashes of up to that many events after a position, in order; fewer only at the end. */
    public List<byte[]> leaves(long position, int most) {
        List<byte[]> leaves = new ArrayList<>(log.leaves(position, most));
        while (!leaves.isEmpty() && leaves.size() < most) {
            List<byte[]> more = log.leaves(position + leaves.size(), most - leaves.size());
            if (more.isEmpty()) {
                break;
            }
            leaves.addAll(more);
        }
        return leaves;
    }

    /** All events of one stream, by seq. */
    public List<RecordedEvent> readStream(String stream) {
        return log.readStream(stream, 0).stream().map(this::decode).toList();
    }

    /** One event of a stream, if it is there. */
    public Optional<RecordedEvent> at(String stream, long seq) {
        return Optional.ofNullable(log.at(stream, seq)).map(this::decode);
    }

    private RecordedEvent decode(StoredEvent e) {
        try {
            return decoded(
                    e,
                    payloads.read(e.name(), e.revision(), e.payload()),
                    serializer.readMetadata(e.meta()));
        } catch (RuntimeException unreadable) {
            if (!forgiving || keysAreAway(unreadable)) {
                throw unreadable;
            }
            return decoded(e, UNREADABLE, Map.of());
        }
    }

    /** Whether an event was not read for now alone; nothing is said about it then. */
    public static boolean keysAreAway(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(each -> each instanceof SQLException || each instanceof StoreUnavailable);
    }

    private static RecordedEvent decoded(
            StoredEvent e, DomainEvent payload, Map<String, String> metadata) {
        return new RecordedEvent(
                e.position(),
                e.stream(),
                e.seq(),
                e.eventId(),
                e.name(),
                e.revision(),
                e.subject(),
                Instant.ofEpochMilli(e.recordedAt()),
                payload,
                metadata,
                e.leaf());
    }
}
