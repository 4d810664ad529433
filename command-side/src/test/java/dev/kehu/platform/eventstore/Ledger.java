package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.modelling.command.AggregateStreamCreationException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What callers were told, beside what is on the disk. */
final class Ledger {
    private final EventLog truth;
    private final Map<UUID, Long> acknowledged = new LinkedHashMap<>();
    private final Set<UUID> denied = new HashSet<>();
    private final List<List<Draft>> members = new ArrayList<>();
    private final Map<UUID, List<Draft>> memberOf = new HashMap<>();
    private int conflicts;

    /**
     * @param truth reads the disk, past every failure that is made up
     */
    Ledger(EventLog truth) {
        this.truth = truth;
    }

    long onDisk() {
        return truth.head();
    }

    UUID idAt(long position) {
        return truth.readAfter(position - 1, 1).getFirst().eventId();
    }

    void sent(List<Draft> drafts) {
        if (memberOf.putIfAbsent(drafts.getFirst().eventId(), drafts) == null) {
            members.add(drafts);
        }
        drafts.forEach(draft -> denied.remove(draft.eventId()));
    }

    void acknowledged(
            List<Draft> drafts, Map<String, Long> expected, List<StoredEvent> stored, long head) {
        assertThat(stored.stream().map(StoredEvent::eventId))
                .as("what was acknowledged")
                .isEqualTo(drafts.stream().map(Draft::eventId).toList());
        assertThat(head).as("head").isGreaterThanOrEqualTo(stored.getLast().position());
        for (StoredEvent event : stored) {
            assertThat(idAt(event.position())).as("acknowledged").isEqualTo(event.eventId());
            acknowledged.put(event.eventId(), event.position());
        }
        expected.forEach(
                (stream, seq) -> {
                    StoredEvent next = truth.at(stream, seq + 1);
                    assertThat(next == null || next.position() > stored.getFirst().position())
                            .as("%s had not moved when it was decided over", stream)
                            .isTrue();
                });
    }

    int conflicts() {
        return conflicts;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** Whether a member stands in the log; half of one never does. */
    boolean recorded(List<Draft> drafts) {
        long found = drafts.stream().filter(this::stands).count();
        assertThat(found).as("half a member").isIn(0L, (long) drafts.size());
        return found > 0;
    }

    private boolean stands(Draft draft) {
        StoredEvent there = truth.at(draft.stream(), draft.seq());
        return there != null && there.eventId().equals(draft.eventId());
    }

    void denied(List<Draft> drafts) {
        assertThat(recorded(drafts)).as("said not to be recorded").isFalse();
        drafts.forEach(draft -> denied.add(draft.eventId()));
    }

    /** A conflict has a reason, and the reason is on the disk. */
    void conflict(List<Draft> drafts, Map<String, Long> expected, RuntimeException told) {
        denied(drafts);
        conflicts++;
        boolean creation = told instanceof AggregateStreamCreationException;
        boolean taken =
                drafts.stream()
                        .filter(draft -> draft.seq() == 0 == creation)
                        .anyMatch(draft -> truth.at(draft.stream(), draft.seq()) != null);
        boolean moved =
                expected.entrySet().stream()
                        .anyMatch(head -> truth.lastSeq(head.getKey()) != head.getValue());
        assertThat(taken || !creation && moved).as("reason of %s", told).isTrue();
    }

    void balance() {
        List<StoredEvent> all = truth.readAfter(0, Integer.MAX_VALUE);
        Map<String, Long> seqs = new HashMap<>();
        Map<UUID, Long> positions = new HashMap<>();
        long recordedAt = 0;
        for (StoredEvent event : all) {
            long position = positions.size() + 1L;
            assertThat(event.position()).as("dense positions").isEqualTo(position);
            assertThat(positions.put(event.eventId(), position)).as("doubled").isNull();
            long seq = seqs.merge(event.stream(), 0L, (last, none) -> last + 1);
            assertThat(event.seq()).as("dense seqs of %s", event.stream()).isEqualTo(seq);
            assertThat(event.recordedAt()).as("recorded time").isGreaterThanOrEqualTo(recordedAt);
            recordedAt = event.recordedAt();
        }
        assertThat(positions).as("acknowledged").containsAllEntriesOf(acknowledged);
        assertThat(denied).as("denied").noneMatch(positions::containsKey);
        members.forEach(this::recorded);
    }
}
