package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What shares a commit. */
class GroupingTest extends WriterUnderTest {
    @Test
    void letsManyCallersShareOneCommit() throws Exception {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Drafts mine = new Drafts(SEED + i);
            String stream = "s" + i;
            callers.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int seq = 0; seq < 20; seq++) {
                                            writer.submit(member(mine.of(stream, seq))).await();
                                        }
                                    }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(writer.figures().members()).isEqualTo(64 * 20);
        assertThat(writer.figures().groups()).isLessThan(64 * 20 / 2);
    }

    @Test
    void takesWhatWaitsUpToTheCapAndNotMore() {
        CountDownLatch latch = hold();
        Append first = busy();
        List<Append> waiting = new ArrayList<>();
        for (int i = 0; i < GroupWriter.MAX_MEMBERS + 10; i++) {
            waiting.add(writer.submit(one("w" + i)));
        }
        latch.countDown();
        first.await();
        waiting.forEach(Append::await);
        assertThat(told.stream().map(List::size)).containsExactly(1, GroupWriter.MAX_MEMBERS, 10);
    }

    @Test
    void answersASmallAppendBeforeTheBytesBehindIt() {
        CountDownLatch latch = hold();
        busy();
        byte[] big = new byte[1_000_000];
        Append small = writer.submit(one("small"));
        List<Append> large = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            large.add(writer.submit(member(drafts.of("big" + i, 0, "subject", big))));
        }
        Append last = writer.submit(one("last"));
        latch.countDown();
        small.await();
        large.forEach(Append::await);
        last.await();
        assertThat(told)
                .allSatisfy(
                        group ->
                                assertThat(group.stream().mapToInt(e -> e.payload().length).sum())
                                        .isLessThanOrEqualTo(GroupWriter.MAX_BYTES));
        assertThat(told).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void recordsAnAppendThatIsLargerThanAGroup() {
        Append huge = new Append();
        for (int seq = 0; seq < 6; seq++) {
            huge.add(drafts.of("huge", seq, "subject", new byte[1_000_000]));
        }
        assertThat(writer.submit(huge).await()).hasSize(6);
    }

    @Test
    void refusesMoreBytesThanMayWaitButPassesOneLargeAppendAlone() {
        CountDownLatch latch = hold();
        busy();
        Append large = member(drafts.of("large", 0, "subject", new byte[70 << 20]));
        writer.submit(large);
        assertThatThrownBy(() -> writer.submit(one("more")))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("store.overloaded"));
        latch.countDown();
        log.holdsUntil = null;
        assertThat(large.await()).hasSize(1);
        assertThat(writer.submit(one("more")).await()).hasSize(1);
    }

    @Test
    void refusesInsteadOfGrowing() {
        CountDownLatch latch = hold();
        busy();
        List<Append> waiting = new ArrayList<>();
        for (int i = 0; i < GroupWriter.MAX_WAITING; i++) {
            waiting.add(writer.submit(one("w" + i)));
        }
        assertThatThrownBy(() -> writer.submit(one("too many")))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("store.overloaded"));
        latch.countDown();
        waiting.forEach(Append::await);
        assertThat(log.lastSeq("too many")).isEqualTo(-1);
        assertThat(writer.submit(one("now")).await()).hasSize(1);
    }
}
