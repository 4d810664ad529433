package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What is recorded, and stays. */
abstract class RecordingChecks extends LogUnderTest {
    RecordingChecks(EventLogConformance kit) {
        super(kit);
    }

    @Test
    void keepsEveryColumn() {
        byte[] bytes = new byte[4096];
        new Random(SEED).nextBytes(bytes);
        Draft draft = drafts.of("customer-ü-😀", 0, "subject-1", bytes);
        StoredEvent told = write(member(draft)).getFirst().stored().getFirst();
        assertThat(told)
                .usingRecursiveComparison()
                .isEqualTo(
                        new StoredEvent(
                                1,
                                draft.streamType(),
                                draft.stream(),
                                0,
                                draft.eventId(),
                                draft.name(),
                                draft.revision(),
                                "subject-1",
                                millis,
                                bytes,
                                draft.meta(),
                                told.leaf()));
        for (List<StoredEvent> read :
                List.of(
                        log.readAfter(0, 10),
                        log.readStream(draft.stream(), 0),
                        log.readSubject("subject-1", 0, 10),
                        List.of(log.at(draft.stream(), 0)))) {
            assertThat(read).hasSize(1);
            assertThat(read.getFirst()).usingRecursiveComparison().isEqualTo(told);
        }
    }

    @Test
    void keepsNamesAndTextsNobodyKnows() {
        byte[] none = new byte[0];
        UUID id = new UUID(1, 2);
        Draft draft =
                new Draft(
                        "no-such-type",
                        "it's \"; -- {} \u0001",
                        0,
                        id,
                        "no.such-event",
                        "17-β",
                        "",
                        none,
                        new byte[] {0},
                        Leaf.digest(none),
                        Leaf.digest(new byte[] {0}));
        StoredEvent told = write(member(draft)).getFirst().stored().getFirst();
        assertThat(log.at(draft.stream(), 0)).usingRecursiveComparison().isEqualTo(told);
        assertThat(log.readSubject("", 0, 10)).hasSize(1);
        assertThat(told.name()).isEqualTo("no.such-event");
        assertThat(told.fitsItsLeaf()).isTrue();
    }

    @Test
    void storesTheLeafAnybodyCanCompute() {
        write(member(drafts.of("customer-ü-😀", 0), drafts.of("plain", 0)));
        write(member(drafts.of("plain", 1)));
        assertThat(log.readAfter(0, 10))
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.leaf()).isEqualTo(IndependentLeaf.of(e)));
    }

    /** Nobody closed it: what was told is there for whoever comes next. */
    @Test
    void isWholeWhenItsProcessJustEnded() {
        write(member(drafts.of("a", 0), drafts.of("a", 1)), member(drafts.of("b", 0)));
        List<StoredEvent> told = log.readAfter(0, 10);
        try (EventLog next = another()) {
            assertThat(next.open()).isEqualTo(3);
            assertThat(next.readAfter(0, 10))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(told);
        }
    }

    @Test
    void isTheSameStoreWhenItIsOpenedAgain() {
        write(member(drafts.of("a", 0), drafts.of("a", 1)), member(drafts.of("b", 0)));
        String id = log.storeId();
        List<StoredEvent> before = log.readAfter(0, 10);
        reopen();
        assertThat(head).isEqualTo(3);
        assertThat(log.storeId()).isEqualTo(id).isNotEmpty();
        assertThat(log.readAfter(0, 10))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(before);
        stored(write(member(drafts.of("a", 2))).getFirst());
        dense();
    }

    @Test
    void neverLetsRecordedTimeGoBack() {
        write(member(drafts.of("a", 0)));
        millis -= 86_400_000;
        write(member(drafts.of("a", 1)));
        reopen();
        write(member(drafts.of("a", 2)));
        millis += 2 * 86_400_000;
        write(member(drafts.of("a", 3)));
        List<Long> times = log.readAfter(0, 10).stream().map(StoredEvent::recordedAt).toList();
        assertThat(times).isSorted();
        assertThat(times.get(3)).isEqualTo(millis);
    }
}
