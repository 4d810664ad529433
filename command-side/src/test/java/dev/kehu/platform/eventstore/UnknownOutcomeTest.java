package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kehu.platform.eventstore.Stubborn.Commit;

import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What callers are told when a commit may have taken effect or not. */
class UnknownOutcomeTest extends WriterUnderTest {
    private Throwable outcome(Append append) {
        return catchThrowable(append::await);
    }

    @Test
    void saysItIsRecordedWhenItWas() {
        log.then(Commit.HIDES_THAT_IT_WORKED);
        List<StoredEvent> stored =
                writer.submit(member(drafts.of("a", 0), drafts.of("a", 1))).await();
        assertThat(stored).hasSize(2);
        assertThat(stored.getLast().position()).isEqualTo(2);
        assertThat(told).hasSize(1);
        goesOn(3);
    }

    @Test
    void saysItIsNotRecordedWhenItWasNot() {
        log.then(Commit.HIDES_THAT_IT_FAILED);
        assertThat(outcome(writer.submit(one("a"))))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("store.failed"));
        assertThat(log.lastSeq("a")).isEqualTo(-1);
        goesOn(1);
    }

    /** It leaves nothing to be found, so what it rests on is looked at again. */
    @Test
    void tellsADecisionThatOnlyReadWhetherThatStillHolds() {
        writer.submit(one("a")).await();
        log.then(Commit.HIDES_THAT_IT_FAILED);
        assertThat(writer.submit(reading("a", 0)).await()).isEmpty();
        log.then(Commit.HIDES_THAT_IT_FAILED);
        assertThat(outcome(writer.submit(reading("a", -1))))
                .isInstanceOf(ConcurrencyException.class);
        goesOn(2);
    }

    private static Append reading(String stream, long seq) {
        Append append = new Append();
        append.expect(stream, seq);
        return append;
    }

    @Test
    void tellsTheWinnerFromTheLoserInOneGroup() {
        CountDownLatch latch = hold();
        log.then(Commit.WORKS, Commit.HIDES_THAT_IT_WORKED);
        busy();
        Append winner = writer.submit(one("a"));
        Append loser = writer.submit(one("a"));
        latch.countDown();
        assertThat(winner.await()).hasSize(1);
        assertThat(outcome(loser)).isInstanceOf(RuntimeException.class);
        goesOn(3);
    }

    @Test
    void answersItsCallersWhenTheWriterMeetsAnError() {
        log.then(Commit.DIES);
        assertThat(outcome(writer.submit(one("a")))).isInstanceOf(StoreUnavailable.class);
        goesOn(1);
    }

    @Test
    void stopsAndSaysSoWhenItCannotReadBack() {
        assertThat(writer.writing()).isTrue();
        log.opens = false;
        log.then(Commit.HIDES_THAT_IT_WORKED);
        assertThat(outcome(writer.submit(one("a"))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("outcome of the commit is unknown");
        assertThat(writer.writing()).isFalse();
        assertThatThrownBy(() -> writer.submit(one("b"))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void waitsForAStoreThatIsAwayForAMoment() {
        log.then(Commit.HIDES_THAT_IT_WORKED, Commit.HIDES_THAT_IT_FAILED);
        log.awayFor = 3;
        assertThat(writer.submit(one("a")).await()).hasSize(1);
        assertThat(log.awayFor).isZero();
        log.awayFor = 1;
        assertThat(outcome(writer.submit(one("b")))).isInstanceOf(StoreUnavailable.class);
        goesOn(2);
    }

    @Test
    void readsBackWhatAnErrorBehindTheWriteLeftUnsaid() {
        AtomicInteger calls = new AtomicInteger();
        writer.onStored(
                events -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new StackOverflowError("made up by a test");
                    }
                });
        assertThat(writer.submit(one("a")).await()).hasSize(1);
        assertThat(writer.submit(one("b")).await().getFirst().position()).isEqualTo(2);
    }

    private void goesOn(long position) {
        assertThat(writer.submit(one("next")).await().getFirst().position()).isEqualTo(position);
        assertThat(writer.head()).isEqualTo(position);
    }
}
