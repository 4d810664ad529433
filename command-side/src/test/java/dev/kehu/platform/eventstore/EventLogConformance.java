package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;
import static dev.kehu.platform.eventstore.Drafts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventLog.Outcome;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * What every back end of the event store has to keep, whatever database it stands on. A subclass
 * says how one is opened. Each check that could pass by accident is seen to fail in {@link
 * ConformanceKitTest}.
 */
public abstract class EventLogConformance {
    private final Drafts drafts = new Drafts(SEED);
    private long millis = 1_700_000_000_000L;
    private Path directory = Path.of("");
    private EventLog log;
    private long head;

    /** A log on what this directory holds; not open yet. */
    protected abstract EventLog in(Path directory, Clock clock);

    /**
     * Whether the members of a group are recorded in the order they are given. Otherwise they are
     * carried out at the same time, those of one stream one after the other.
     */
    protected boolean keepsTheOrderOfAGroup() {
        return true;
    }

    /** The code with which it refuses to check a stream that is only read; empty when it checks. */
    protected Optional<String> refusalOfHeadsOnlyRead() {
        return Optional.empty();
    }

    @BeforeEach
    void open(@TempDir Path temp) {
        directory = temp;
        log = in(directory, new Settable());
        head = log.open();
        assertThat(head).isZero();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private final class Settable extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }

    private List<Outcome> write(Append... group) {
        List<Outcome> outcomes = log.write(List.of(group));
        head += outcomes.stream().mapToInt(o -> o.stored().size()).sum();
        return outcomes;
    }

    private static void stored(Outcome outcome) {
        assertThat(outcome.refused()).isNull();
        assertThat(outcome.stored()).isNotEmpty();
    }

    private static void refused(Outcome outcome, Class<?> why) {
        assertThat(outcome.refused()).isExactlyInstanceOf(why);
        assertThat(outcome.stored()).isEmpty();
    }

    private void dense() {
        assertThat(log.readAfter(0, 1_000_000).stream().map(StoredEvent::position))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
        assertThat(log.head()).isEqualTo(head);
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
                        log.readSubject("subject-1"),
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
        assertThat(log.readSubject("")).hasSize(1);
        assertThat(told.name()).isEqualTo("no.such-event");
        assertThat(told.fitsItsLeaf()).isTrue();
    }

    @Test
    void isReadAtOnceInEveryWay() {
        for (int i = 0; i < 20; i++) {
            String stream = "s" + i % 3;
            StoredEvent told =
                    write(member(drafts.of(stream, i / 3, "person", text("{}"))))
                            .getFirst()
                            .stored()
                            .getFirst();
            assertThat(log.head()).isEqualTo(told.position());
            assertThat(log.lastSeq(stream)).isEqualTo(told.seq());
            for (StoredEvent read :
                    List.of(
                            log.readAfter(head - 1, 10).getFirst(),
                            log.readStream(stream, 0).getLast(),
                            log.readSubject("person").getLast(),
                            log.at(stream, told.seq()))) {
                assertThat(read.sameAs(told)).isTrue();
            }
        }
    }

    @Test
    void showsAReaderNoHoleWhileWritersRace() {
        int each = 100;
        List<Long> seen = new ArrayList<>();
        try (GroupWriter writer = new GroupWriter(log, subjects -> {})) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Drafts mine = new Drafts(SEED + i);
                String stream = "own-" + i;
                threads.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int seq = 0; seq < each; seq++) {
                                                writer.submit(member(mine.of(stream, seq))).await();
                                            }
                                        }));
            }
            List<StoredEvent> page;
            boolean writing;
            do {
                writing = threads.stream().anyMatch(Thread::isAlive);
                page = log.readAfter(lastOf(seen), 7);
                page.forEach(e -> seen.add(e.position()));
                assertThat(seen).as("dense so far").hasSize((int) lastOf(seen));
            } while (writing || !page.isEmpty());
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 4 * each).boxed().toList());
    }

    private static long lastOf(List<Long> seen) {
        return seen.isEmpty() ? 0 : seen.getLast();
    }

    /** Nobody closed it: what was told is there for whoever comes next. */
    @Test
    void isWholeWhenItsProcessJustEnded() {
        write(member(drafts.of("a", 0), drafts.of("a", 1)), member(drafts.of("b", 0)));
        List<StoredEvent> told = log.readAfter(0, 10);
        try (EventLog next = in(directory, new Settable())) {
            assertThat(next.open()).isEqualTo(3);
            assertThat(next.readAfter(0, 10))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(told);
        }
    }

    @Test
    void storesTheLeafAnybodyCanCompute() {
        write(member(drafts.of("customer-ü-😀", 0), drafts.of("plain", 0)));
        write(member(drafts.of("plain", 1)));
        assertThat(log.readAfter(0, 10))
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.leaf()).isEqualTo(IndependentLeaf.of(e)));
    }

    @Test
    void givesDensePositionsInTheOrderGiven() {
        Random random = new Random(SEED);
        List<StoredEvent> told = new ArrayList<>();
        for (int group = 0; group < 50; group++) {
            Append[] members = new Append[1 + random.nextInt(20)];
            for (int i = 0; i < members.length; i++) {
                String stream = group + "/" + i;
                members[i] = member(drafts.of(stream, 0), drafts.of(stream, 1));
            }
            for (Outcome outcome : write(members)) {
                told.addAll(outcome.stored());
                assertThat(outcome.stored().getLast().position())
                        .as("a member stays together")
                        .isEqualTo(outcome.stored().getFirst().position() + 1);
            }
        }
        dense();
        if (!keepsTheOrderOfAGroup()) {
            told.sort(Comparator.comparing(StoredEvent::position));
        }
        assertThat(log.readAfter(0, 1_000_000).stream().map(e -> e.stream() + e.position()))
                .isEqualTo(told.stream().map(e -> e.stream() + e.position()).toList());
    }

    @Test
    void refusesASecondFirstEventAsACreation() {
        write(member(drafts.of("a", 0)));
        refused(
                write(member(drafts.of("a", 0))).getFirst(),
                AggregateStreamCreationException.class);
        dense();
    }

    @Test
    void refusesATakenSeqAsAConflict() {
        write(member(drafts.of("a", 0), drafts.of("a", 1)));
        refused(write(member(drafts.of("a", 1))).getFirst(), ConcurrencyException.class);
        dense();
    }

    @Test
    void failsOnlyTheMemberThatConflicts() {
        write(member(drafts.of("a", 0)));
        List<Outcome> outcomes =
                write(
                        member(drafts.of("b", 0)),
                        member(drafts.of("a", 0)),
                        member(drafts.of("c", 0)),
                        member(drafts.of("c", 0)));
        stored(outcomes.get(0));
        refused(outcomes.get(1), AggregateStreamCreationException.class);
        stored(outcomes.get(2));
        refused(outcomes.get(3), AggregateStreamCreationException.class);
        dense();
        stored(write(member(drafts.of("d", 0))).getFirst());
        dense();
    }

    @Test
    void storesAMemberOfSeveralStreamsWholeOrNotAtAll() {
        write(member(drafts.of("b", 0)));
        List<Outcome> outcomes =
                write(
                        member(drafts.of("a", 0), drafts.of("b", 0), drafts.of("c", 0)),
                        member(drafts.of("c", 0), drafts.of("d", 0)));
        refused(outcomes.get(0), AggregateStreamCreationException.class);
        stored(outcomes.get(1));
        assertThat(log.lastSeq("a")).isEqualTo(-1);
        assertThat(log.readAfter(0, 10).stream().map(StoredEvent::stream))
                .containsExactly("b", "c", "d");
        dense();
    }

    @Test
    void checksTheHeadsOfStreamsThatWereOnlyRead() {
        if (refusalOfHeadsOnlyRead().isPresent()) {
            checksOnlyTheHeadsOfStreamsItWritesTo();
            return;
        }
        Append fits = member(drafts.of("a", 0));
        fits.expect("read", -1);
        Append grows = member(drafts.of("read", 0));
        Append stale = member(drafts.of("b", 0));
        stale.expect("read", -1);
        Append now = member(drafts.of("c", 0));
        now.expect("read", 0);
        List<Outcome> outcomes = write(fits, grows, stale, now);
        stored(outcomes.get(0));
        stored(outcomes.get(1));
        refused(outcomes.get(2), ConcurrencyException.class);
        stored(outcomes.get(3));
        assertThat(log.lastSeq("b")).isEqualTo(-1);
        dense();
    }

    private void checksOnlyTheHeadsOfStreamsItWritesTo() {
        Append reads = member(drafts.of("a", 0));
        reads.expect("read", -1);
        assertThat(write(reads).getFirst().refused())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(refusalOfHeadsOnlyRead().get()));
        Append writes = member(drafts.of("b", 0), drafts.of("read", 0));
        writes.expect("read", -1);
        stored(write(writes).getFirst());
        Append stale = member(drafts.of("c", 0), drafts.of("read", 1));
        stale.expect("read", -1);
        refused(write(stale).getFirst(), ConcurrencyException.class);
        assertThat(log.lastSeq("a")).isEqualTo(-1);
        assertThat(log.lastSeq("c")).isEqualTo(-1);
        dense();
    }

    @Test
    void neverTakesAPositionForAConflict() {
        write(member(drafts.of("a", 0)), member(drafts.of("b", 0)));
        try (EventLog other = in(directory, new Settable())) {
            other.open();
            head += other.write(List.of(member(drafts.of("other", 0)))).size();
        }
        try {
            stored(write(member(drafts.of("new", 0))).getFirst());
        } catch (StoreUnavailable alone) { // it takes no second writer; then it says so
            assertThat(log.lastSeq("new")).isEqualTo(-1);
            assertThat(log.open()).isEqualTo(head);
            stored(write(member(drafts.of("new", 0))).getFirst());
        }
        dense();
    }

    @Test
    void leavesNoGapWhenWritersRace() throws Exception {
        List<Thread> threads = new ArrayList<>();
        HashSet<Long> told = new HashSet<>();
        try (GroupWriter writer = new GroupWriter(log, subjects -> {})) {
            for (int i = 0; i < 8; i++) {
                int mine = i;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> race(writer, new Drafts(SEED + mine), mine, told)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            head = writer.head();
        }
        dense();
        assertThat(told)
                .hasSize((int) head)
                .containsAll(LongStream.rangeClosed(1, head).boxed().toList());
        for (int i = 0; i < 50; i++) {
            assertThat(log.lastSeq("won-" + i)).as("a loser's second half").isEqualTo(0);
        }
    }

    private static void race(GroupWriter writer, Drafts drafts, int mine, HashSet<Long> told) {
        for (int i = 0; i < 50; i++) {
            for (Append append :
                    List.of(
                            member(drafts.of("hot-" + i, 0), drafts.of("won-" + i, 0)),
                            member(drafts.of("own-" + mine, i)))) {
                try {
                    List<StoredEvent> stored = writer.submit(append).await();
                    synchronized (told) {
                        stored.forEach(e -> told.add(e.position()));
                    }
                } catch (AggregateStreamCreationException | ConcurrencyException lost) {
                    assertThat(append.drafts()).hasSize(2);
                }
            }
        }
    }

    @Test
    void readsPageByPage() {
        for (int i = 0; i < 25; i++) {
            write(member(drafts.of("a", i)));
        }
        List<Long> seen = new ArrayList<>();
        for (List<StoredEvent> page = log.readAfter(0, 10);
                !page.isEmpty();
                page = log.readAfter(seen.getLast(), 10)) {
            assertThat(page.size()).isLessThanOrEqualTo(10);
            page.forEach(e -> seen.add(e.position()));
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
        assertThat(log.readAfter(25, 10)).isEmpty();
        assertThat(log.readAfter(1000, 10)).isEmpty();
    }

    @Test
    void readsOneSubjectAcrossStreamsInTheOrderOfRecording() {
        for (int i = 0; i < 20; i++) {
            write(member(drafts.of("stream-" + (20 - i), 0, "person-" + i % 2, text("{}"))));
        }
        assertThat(log.readSubject("person-1").stream().map(StoredEvent::position))
                .isEqualTo(LongStream.rangeClosed(1, 20).filter(n -> n % 2 == 0).boxed().toList());
        assertThat(log.readSubject("nobody")).isEmpty();
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

    @Test
    void readsALongStreamFromAnyPlace() {
        for (int i = 0; i < 10_000; i += 500) {
            Append block = new Append();
            for (int seq = i; seq < i + 500; seq++) {
                block.add(drafts.of("long", seq));
            }
            write(block, member(drafts.of("between-" + i, 0)));
        }
        assertThat(log.lastSeq("long")).isEqualTo(9_999);
        assertThat(log.readStream("long", 0).stream().map(StoredEvent::seq))
                .isEqualTo(LongStream.range(0, 10_000).boxed().toList());
        assertThat(log.readStream("long", 9_990)).hasSize(10);
        assertThat(log.at("long", 10_000)).isNull();
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
    void importsEventsAsTheyWereRecorded() {
        List<StoredEvent> elsewhere =
                List.of(
                        drafts.of("a", 0).at(1, millis - 2_000),
                        drafts.of("b", 0, "person", new byte[] {1, (byte) 0xff}).at(2, millis - 1),
                        drafts.of("a", 1).at(3, millis - 1));
        log.importAll(elsewhere.subList(0, 2), 0);
        log.importAll(elsewhere.subList(2, 3), 2);
        log.imported();
        reopen();
        assertThat(head).isEqualTo(3);
        assertThat(log.readAfter(0, 10))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(elsewhere)
                .allMatch(StoredEvent::fitsItsLeaf);
        assertThat(log.readSubject("person")).hasSize(1);
        stored(write(member(drafts.of("a", 2))).getFirst());
        dense();
    }

    @Test
    void neverLetsRecordedTimeGoBackBehindAnImport() {
        log.importAll(List.of(drafts.of("a", 0).at(1, millis + 5_000)), 0);
        head = 1;
        write(member(drafts.of("a", 1)));
        assertThat(log.readAfter(1, 1).getFirst().recordedAt()).isEqualTo(millis + 5_000);
    }

    @Test
    void importsNothingThatDoesNotGoOnRightBehindTheHead() {
        StoredEvent first = drafts.of("a", 0).at(1, millis);
        StoredEvent third = drafts.of("a", 1).at(3, millis);
        for (List<StoredEvent> wrong : List.of(List.of(third), List.of(first, third))) {
            assertThatThrownBy(() -> log.importAll(wrong, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        dense();
    }

    @Test
    void importsAllOrNothing() {
        StoredEvent first = drafts.of("a", 0).at(1, millis);
        StoredEvent repeated = drafts.of("a", 0).at(2, millis);
        assertThatThrownBy(() -> log.importAll(List.of(first, repeated), 0))
                .isInstanceOf(IllegalArgumentException.class);
        dense();
        log.importAll(List.of(first), 0);
        head = 1;
        dense();
    }

    @Test
    void takesAnotherNameOnlyWhileEmpty() {
        log.adopt("store-of-another-day");
        assertThat(log.storeId()).isEqualTo("store-of-another-day");
        log.imported();
        reopen();
        assertThat(log.storeId()).isEqualTo("store-of-another-day");
        write(member(drafts.of("a", 0)));
        assertThatThrownBy(() -> log.adopt("store-of-nobody"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log.storeId()).isEqualTo("store-of-another-day");
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

    private void reopen() {
        log.close();
        log = in(directory, new Settable());
        head = log.open();
    }
}
