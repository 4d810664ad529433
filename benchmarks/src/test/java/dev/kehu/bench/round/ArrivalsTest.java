package dev.kehu.bench.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

class ArrivalsTest {
    private static final int A_SECOND = 1_000;
    private static final Duration TIME = Duration.ofMillis(100);

    private final AtomicLong numbers = new AtomicLong(7);

    @Test
    void areAsManyAsTheRateSaysAndTakeNumbersOfTheirOwn() throws Exception {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        Histogram latencies = Arrivals.from(numbers, A_SECOND, TIME).run(seen::add);
        assertThat(latencies.getTotalCount()).isEqualTo(100);
        assertThat(seen).hasSize(100).contains(7L, 106L);
        assertThat(numbers).hasValue(107);
    }

    /** One at a time, and the first waits until all are due: the others waited as well. */
    @Test
    void countTheWaitOfThoseThatWereDueDuringAStall() throws Exception {
        Arrivals arrivals = Arrivals.from(numbers, A_SECOND, TIME);
        ReentrantLock store = new ReentrantLock();
        CountDownLatch allDue = new CountDownLatch(arrivals.count());
        Histogram latencies =
                arrivals.run(
                        n -> {
                            allDue.countDown();
                            store.lock();
                            try {
                                allDue.await();
                            } finally {
                                store.unlock();
                            }
                        });
        assertThat(latencies.getTotalCount()).isEqualTo(100);
        assertThat(latencies.getValueAtPercentile(50)).isGreaterThan(40_000_000L);
    }

    @Test
    void failWithWhatWentWrong() {
        Arrivals arrivals = Arrivals.from(numbers, A_SECOND, TIME);
        assertThatThrownBy(
                        () ->
                                arrivals.run(
                                        n -> {
                                            throw new IllegalStateException("full");
                                        }))
                .hasMessage("full");
    }
}
