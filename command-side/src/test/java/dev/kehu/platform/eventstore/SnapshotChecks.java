package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is kept of a stream beside its events. */
abstract class SnapshotChecks extends LogUnderTest {
    SnapshotChecks(EventLogConformance kit) {
        super(kit);
    }

    @Test
    void readsAStreamFromItsSnapshotOn() {
        for (int seq = 0; seq < 5; seq++) {
            write(member(drafts.of("a", seq)), member(drafts.of("b", seq)));
        }
        EventLog.Snapshot snapshot = drafts.snapshot("a", 2);
        log.keep(snapshot);
        reopen();
        EventLog.Tail tail = log.readTail("a");
        assertThat(tail.snapshot()).usingRecursiveComparison().isEqualTo(snapshot);
        assertThat(tail.events())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(log.readStream("a", 3))
                .hasSize(2);
        assertThat(log.readTail("b").snapshot()).isNull();
        assertThat(log.readTail("b").events()).hasSize(5);
        assertThat(log.readTail("nobody").events()).isEmpty();
        dense();
    }

    @Test
    void keepsTheNewestSnapshotOfAState() {
        write(member(drafts.of("a", 0), drafts.of("a", 1), drafts.of("a", 2)));
        EventLog.Snapshot newest = drafts.snapshot("a", 2);
        log.keep(drafts.snapshot("a", 0));
        log.keep(newest);
        log.keep(drafts.snapshot("a", 1));
        assertThat(log.readTail("a").snapshot()).usingRecursiveComparison().isEqualTo(newest);
        assertThat(log.readTail("a").events()).isEmpty();
    }

    @Test
    void replacesASnapshotOfAnotherState() {
        write(member(drafts.of("a", 0), drafts.of("a", 1)));
        log.keep(drafts.snapshot("a", 1));
        var other =
                new EventLog.Snapshot("a", "subject-of-a", 0, 1, "customer", "2", new byte[] {1});
        log.keep(other);
        assertThat(log.readTail("a").snapshot()).usingRecursiveComparison().isEqualTo(other);
        assertThat(log.readTail("a").events()).hasSize(1);
    }

    @Test
    void dropsTheSnapshotsAboutASubject() {
        write(member(drafts.of("a", 0)), member(drafts.of("b", 0)));
        log.keep(drafts.snapshot("a", 0));
        log.keep(drafts.snapshot("b", 0));
        log.dropSnapshots("subject-of-a");
        assertThat(log.readTail("a").snapshot()).isNull();
        assertThat(log.readTail("a").events()).hasSize(1);
        assertThat(log.readTail("b").snapshot()).isNotNull();
    }
}
