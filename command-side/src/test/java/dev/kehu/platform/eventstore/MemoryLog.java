package dev.kehu.platform.eventstore;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A log in memory that can be broken in one way at a time, to see the conformance kit report it.
 */
final class MemoryLog implements EventLog {
    enum Fault {
        NONE,
        LOSES_THE_LAST_MEMBER_OF_A_GROUP,
        LEAVES_A_HOLE,
        LETS_A_DUPLICATE_IN,
        KEEPS_HALF_A_MEMBER,
        IGNORES_WHAT_WAS_READ,
        LETS_TIME_GO_BACK,
        CONFUSES_CONFLICTS,
        SPENDS_POSITIONS_ON_CONFLICTS,
        BELIEVES_ANY_HEAD,
        FORGETS_WHO_IT_IS,
        RENAMES_A_STORE_WITH_HISTORY,
        IMPORTS_WITH_HOLES,
        IMPORTS_WITH_NEW_TIMES,
        KEEPS_HALF_AN_IMPORT,
        READS_BEYOND_A_SNAPSHOT,
        KEEPS_AN_OLDER_SNAPSHOT,
        STICKS_TO_A_SNAPSHOT,
        NEVER_DROPS_A_SNAPSHOT,
        REUSES_A_POSITION,
        SKIPS_BETWEEN_PAGES,
        ENDS_A_SUBJECT_WITH_ITS_PAGE,
        SHOWS_STREAMS_LATE,
        KEEPS_THINGS_ONLY_WHEN_CLOSED,
        REPEATS_BETWEEN_PAGES,
        CUTS_LARGE_EVENTS,
        WAKES_NOBODY,
        HIDES_THE_NEWEST,
        CUTS_ODD_NAMES
    }

    /** What outlives a log that is closed or killed. */
    static final class Disk {
        private final List<StoredEvent> events = new ArrayList<>();
        private final boolean shared;
        private final Map<String, Snapshot> snapshots = new HashMap<>();
        private String name = "store-" + UUID.randomUUID();

        /**
         * @param shared whether several processes may write at once, as in PostgreSQL
         */
        Disk(boolean shared) {
            this.shared = shared;
        }
    }

    private static final int CUT = 1_000_000;

    private final Disk disk;
    private final List<StoredEvent> events;
    private final Clock clock;
    private final Fault fault;
    private String storeId = "";
    private long lastRecordedAt;
    private long position;

    MemoryLog(Disk disk, Clock clock, Fault fault) {
        this.disk = disk;
        this.events =
                fault == Fault.KEEPS_THINGS_ONLY_WHEN_CLOSED
                        ? new ArrayList<>(disk.events)
                        : disk.events;
        this.clock = clock;
        this.fault = fault;
    }

    @Override
    public synchronized long open() {
        storeId = fault == Fault.FORGETS_WHO_IT_IS ? "store-" + UUID.randomUUID() : disk.name;
        look();
        return head();
    }

    private void look() {
        position = head();
        lastRecordedAt = events.isEmpty() ? 0 : events.getLast().recordedAt();
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public synchronized List<Outcome> write(List<Append> group) {
        if (disk.shared) {
            look();
        }
        if (position != head()
                && fault != Fault.BELIEVES_ANY_HEAD
                && fault != Fault.LEAVES_A_HOLE) {
            throw new StoreUnavailable("store.failed", "Another writer was here");
        }
        long now =
                fault == Fault.LETS_TIME_GO_BACK
                        ? clock.millis()
                        : Math.max(lastRecordedAt, clock.millis());
        lastRecordedAt = now;
        long next = position + (fault == Fault.LEAVES_A_HOLE && group.size() > 1 ? 2 : 1);
        List<Outcome> outcomes = new ArrayList<>();
        for (Append member : group) {
            Outcome outcome = insert(member, next, now);
            next +=
                    fault == Fault.SPENDS_POSITIONS_ON_CONFLICTS
                            ? member.drafts().size()
                            : outcome.stored().size();
            next -= fault == Fault.REUSES_A_POSITION && outcomes.size() == 1 ? 1 : 0;
            outcomes.add(outcome);
        }
        position = next - 1;
        if (fault == Fault.LOSES_THE_LAST_MEMBER_OF_A_GROUP && group.size() > 1) {
            events.removeAll(outcomes.getLast().stored());
        }
        return outcomes;
    }

    private Outcome insert(Append member, long first, long now) {
        for (Map.Entry<String, Long> expected : member.expectedHeads().entrySet()) {
            if (fault != Fault.IGNORES_WHAT_WAS_READ
                    && lastSeq(expected.getKey()) != expected.getValue()) {
                return Outcome.refused(new ConcurrencyException("moved"));
            }
        }
        List<StoredEvent> stored = new ArrayList<>();
        for (Draft draft : member.drafts()) {
            if (at(draft.stream(), draft.seq()) != null && fault != Fault.LETS_A_DUPLICATE_IN) {
                if (fault != Fault.KEEPS_HALF_A_MEMBER) {
                    events.removeAll(stored);
                }
                return Outcome.refused(
                        draft.seq() == 0 && fault != Fault.CONFUSES_CONFLICTS
                                ? new AggregateStreamCreationException("taken")
                                : new ConcurrencyException("taken"));
            }
            StoredEvent event = whatBecomesOf(draft).at(first + stored.size(), now);
            stored.add(event);
            events.add(event);
        }
        return Outcome.of(stored);
    }

    private Draft whatBecomesOf(Draft draft) {
        boolean names = fault == Fault.CUTS_ODD_NAMES, large = fault == Fault.CUTS_LARGE_EVENTS;
        return !names && !large
                ? draft
                : new Draft(
                        draft.streamType(),
                        draft.stream(),
                        draft.seq(),
                        draft.eventId(),
                        names ? draft.name().replaceAll("[^a-z.]", "") : draft.name(),
                        draft.revision(),
                        draft.subject(),
                        large
                                ? Arrays.copyOf(
                                        draft.payload(), Math.min(draft.payload().length, CUT))
                                : draft.payload(),
                        draft.meta(),
                        draft.payloadDigest(),
                        draft.metaDigest());
    }

    @Override
    public synchronized void adopt(String id) {
        if (!events.isEmpty() && fault != Fault.RENAMES_A_STORE_WITH_HISTORY) {
            throw new IllegalStateException("not empty");
        }
        storeId = id;
        disk.name = id;
    }

    @Override
    public synchronized void importAll(List<StoredEvent> imported, long head) {
        if (fault != Fault.IMPORTS_WITH_HOLES) {
            EventLog.refuseHoles(imported, head);
        }
        List<StoredEvent> before = List.copyOf(events);
        for (StoredEvent event : imported) {
            if (at(event.stream(), event.seq()) != null) {
                if (fault != Fault.KEEPS_HALF_AN_IMPORT) {
                    events.clear();
                    events.addAll(before);
                }
                throw new IllegalArgumentException("repeats");
            }
            events.add(
                    fault == Fault.IMPORTS_WITH_NEW_TIMES
                            ? new StoredEvent(
                                    event.position(),
                                    event.streamType(),
                                    event.stream(),
                                    event.seq(),
                                    event.eventId(),
                                    event.name(),
                                    event.revision(),
                                    event.subject(),
                                    clock.millis(),
                                    event.payload(),
                                    event.meta(),
                                    event.leaf())
                            : event);
            lastRecordedAt = event.recordedAt();
        }
        position = head();
    }

    @Override
    public synchronized List<StoredEvent> readAfter(long position, int limit) {
        int off =
                switch (fault) {
                    case SKIPS_BETWEEN_PAGES -> 1;
                    case REPEATS_BETWEEN_PAGES -> -1;
                    default -> 0;
                };
        long from = position + (position > 0 ? off : 0);
        return events.stream().filter(e -> e.position() > from).limit(limit).toList();
    }

    @Override
    public synchronized List<StoredEvent> readStream(String stream, long fromSeq) {
        return events.stream()
                .filter(e -> e.stream().equals(stream) && e.seq() >= fromSeq)
                .filter(e -> fault != Fault.SHOWS_STREAMS_LATE || e.position() < position)
                .toList();
    }

    private Map<String, Snapshot> snapshots() {
        return disk.snapshots;
    }

    @Override
    public synchronized Tail readTail(String stream) {
        Snapshot snapshot = snapshots().get(stream);
        int behind = fault == Fault.READS_BEYOND_A_SNAPSHOT ? 2 : 1;
        return new Tail(
                snapshot, readStream(stream, snapshot == null ? 0 : snapshot.seq() + behind));
    }

    @Override
    public synchronized void keep(Snapshot snapshot) {
        Snapshot old = snapshots().get(snapshot.stream());
        if (old == null
                || old.seq() < snapshot.seq()
                || fault == Fault.KEEPS_AN_OLDER_SNAPSHOT
                || !old.revision().equals(snapshot.revision())
                        && fault != Fault.STICKS_TO_A_SNAPSHOT) {
            snapshots().put(snapshot.stream(), snapshot);
        }
    }

    @Override
    public synchronized void dropSnapshots(String subject) {
        if (fault != Fault.NEVER_DROPS_A_SNAPSHOT) {
            snapshots().values().removeIf(it -> it.subject().equals(subject));
        }
    }

    @Override
    public synchronized List<StoredEvent> readSubject(String subject, long position, int limit) {
        boolean ends = fault == Fault.ENDS_A_SUBJECT_WITH_ITS_PAGE && position > limit;
        return events.stream()
                .filter(e -> e.position() > position && e.subject().equals(subject))
                .limit(ends ? 0 : limit)
                .toList();
    }

    @Override
    public synchronized List<StoredEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return behind(subject, position)
                .filter(e -> last == null || e.subject().compareTo(last) <= 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<String> subjectBehind(String subject, int events) {
        return behind(subject, Long.MAX_VALUE).skip(events).findFirst().map(StoredEvent::subject);
    }

    private Stream<StoredEvent> behind(String subject, long position) {
        return events.stream()
                .filter(
                        e ->
                                e.subject().compareTo(subject) > 0
                                        || e.subject().equals(subject) && e.position() > position)
                .sorted(
                        Comparator.comparing(StoredEvent::subject)
                                .thenComparing(StoredEvent::position));
    }

    @Override
    public synchronized long lastSeq(String stream) {
        return readStream(stream, 0).stream().mapToLong(StoredEvent::seq).max().orElse(-1);
    }

    @Override
    public synchronized @Nullable StoredEvent at(String stream, long seq) {
        return readStream(stream, seq).stream()
                .filter(e -> e.seq() == seq)
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized long head() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of();
    }

    @Override
    public synchronized void close() {
        if (fault == Fault.KEEPS_THINGS_ONLY_WHEN_CLOSED) {
            disk.events.clear();
            disk.events.addAll(events);
        }
    }
}
