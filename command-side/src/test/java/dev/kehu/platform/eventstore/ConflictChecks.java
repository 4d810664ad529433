package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventLog.Outcome;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Which place an event gets, and who gets none. */
abstract class ConflictChecks extends LogUnderTest {
    ConflictChecks(EventLogConformance kit) {
        super(kit);
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
        if (!kit.keepsTheOrderOfAGroup()) {
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
        if (kit.refusalOfHeadsOnlyRead().isPresent()) {
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
                                        .isEqualTo(kit.refusalOfHeadsOnlyRead().get()));
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
        try (EventLog other = another()) {
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
}
