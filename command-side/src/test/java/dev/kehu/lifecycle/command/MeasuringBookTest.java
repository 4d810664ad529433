package dev.kehu.lifecycle.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Who waits for whom while history is read. */
@Timeout(60)
class MeasuringBookTest {
    private static final LocalDate DAY = HeldHistory.DAY;

    private final HeldHistory history = new HeldHistory();
    private final MeasuringBook book = new MeasuringBook(history, "UTC");

    private int trained() {
        return book.measure(Measure.STAFF_TRAINED, DAY)
                .map(Figure::value)
                .map(BigDecimal::intValueExact)
                .orElseThrow();
    }

    private CompletableFuture<Integer> asked() {
        return CompletableFuture.supplyAsync(this::trained, Thread::startVirtualThread);
    }

    @Test
    void readsOnceForAllWhoAskAtOnce() throws Exception {
        history.trained(2_500);
        history.held = new CountDownLatch(1);
        List<CompletableFuture<Integer>> all =
                IntStream.range(0, 64).mapToObj(i -> asked()).toList();
        history.waiting.await();
        history.held.countDown();
        for (CompletableFuture<Integer> one : all)
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(2_500);
        assertThat(history.reads).as("three pages").hasValue(3);
    }

    @Test
    void letsNobodyWaitForWhatCameLater() throws Exception {
        history.trained(10);
        assertThat(trained()).isEqualTo(10);
        history.held = new CountDownLatch(1);
        history.waiting = new CountDownLatch(1);
        history.trained(1);
        CompletableFuture<Integer> later = asked();
        history.waiting.await();
        history.head = 10; // as who asked before saw it
        assertThat(asked().get(30, TimeUnit.SECONDS)).isEqualTo(10);
        assertThat(later).isNotDone();
        history.held.countDown();
        assertThat(later.get(30, TimeUnit.SECONDS)).isEqualTo(11);
    }

    @Test
    void goesOnWhereAReaderGaveUp() {
        history.trained(3_000);
        book.catchUp(() -> book.reached() < 1_000);
        assertThat(book.reached()).isEqualTo(1_000);
        assertThat(trained()).isEqualTo(3_000);
    }

    @Test
    void countsNothingTwiceWhereOneEventOfAPageFailsOnce() {
        history.trained(10);
        assertThat(trained()).isEqualTo(10);
        for (Throwable fault :
                List.of(new IllegalStateException("once"), new OutOfMemoryError("once"))) {
            history.trained(10);
            history.fault = fault;
            assertThatThrownBy(this::trained).isSameAs(fault);
            assertThat(book.reached()).as("begun again").isZero();
            int all = (int) history.head();
            assertThat(trained()).isEqualTo(all);
            assertThat(book.recompute(Measure.STAFF_TRAINED, DAY, all))
                    .hasValueSatisfying(
                            figure -> assertThat(figure.value().intValueExact()).isEqualTo(all));
        }
    }

    @Test
    void refusesToCountBehindAnEventThatCannotBeRead() {
        history.trained(1_200);
        history.damaged = 700;
        refusedAt(700, this::trained);
        refusedAt(700, this::trained);
        assertThat(book.reached()).as("kept as far as it goes").isEqualTo(699);
        refusedAt(700, () -> book.recompute(Measure.STAFF_TRAINED, DAY, 700));
        assertThat(book.recompute(Measure.STAFF_TRAINED, DAY, 699)).isPresent();
        history.damaged = 0;
        assertThat(trained()).as("once it can be read again").isEqualTo(1_200);
    }

    @Test
    @SuppressWarnings("NullAway") // an event no version of today writes
    void namesTheEventThatCannotBeCounted() {
        history.trained(5);
        history.trained((LocalDate) null);
        history.trained(5);
        refusedAt(6, this::trained);
        refusedAt(6, () -> book.recompute(Measure.STAFF_TRAINED, DAY, 11));
    }

    private static void refusedAt(long position, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo("lifecycle.event-unreadable"))
                .hasMessageContaining("position " + position + " ");
    }

    @Test
    void endsItsFirstReadingWhereHistoryWasWhenItBegan() {
        history.trained(2_500);
        history.endless = true;
        assertThat(trained()).isGreaterThanOrEqualTo(2_500);
        assertThat(history.reads).hasValue(3);
    }

    @Test
    void letsWhoWaitsGoOnceWhatItAskedOfIsRead() throws Exception {
        history.trained(2_000);
        CountDownLatch first = new CountDownLatch(1), second = new CountDownLatch(1);
        history.heldAt.putAll(Map.of(0L, first, 1_000L, second));
        CompletableFuture<Integer> all = asked();
        history.waiting.await();
        history.head = 1_000; // as who asked before saw it
        CompletableFuture<Integer> early = new CompletableFuture<>();
        Thread waiting = Thread.startVirtualThread(() -> early.complete(trained()));
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        first.countDown();
        assertThat(early.get(30, TimeUnit.SECONDS)).isEqualTo(1_000);
        assertThat(all).isNotDone();
        second.countDown();
        assertThat(all.get(30, TimeUnit.SECONDS)).isEqualTo(2_000);
    }

    @Test
    void computesAgainWhatWasKnownAtAPosition() {
        history.trained(1_500);
        assertThat(trained()).isEqualTo(1_500);
        for (long position : new long[] {0, 1, 999, 1_000, 1_001, 1_500, 9_999})
            assertThat(book.recompute(Measure.STAFF_TRAINED, DAY, position))
                    .hasValueSatisfying(
                            figure -> {
                                assertThat(figure.value().longValueExact())
                                        .isEqualTo(Math.min(position, 1_500));
                                assertThat(figure.position()).isEqualTo(Math.min(position, 1_500));
                            });
    }
}
