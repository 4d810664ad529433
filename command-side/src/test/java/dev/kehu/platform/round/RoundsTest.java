package dev.kehu.platform.round;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class RoundsTest {
    private final AtomicInteger rounds = new AtomicInteger();
    private Round work = () -> null;
    private final Rounds running =
            new Rounds(
                    "test",
                    () -> {
                        rounds.incrementAndGet();
                        return work.go();
                    },
                    Clock.systemUTC());

    @AfterEach
    void stop() {
        running.stop();
    }

    private void reach(int count) {
        Awaitility.await().until(() -> rounds.get() >= count);
    }

    @Test
    void goOnceAtTheStartAndOnceWhenWoken() {
        running.start();
        reach(1);
        running.wake();
        reach(2);
        running.stop();
        running.wake();
        assertThat(rounds).hasValue(2);
    }

    @Test
    void goAgainWhenItIsTime() {
        work = () -> rounds.get() < 5 ? Instant.now().plusMillis(20) : null;
        running.start();
        reach(5);
    }

    @Test
    void missNoWakeThatComesWhileTheyGo() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        work =
                () -> {
                    begun.countDown();
                    await(end);
                    return null;
                };
        running.start();
        begun.await();
        running.wake();
        running.wake();
        end.countDown();
        reach(2);
    }

    @Test
    void goOnAfterAFault() {
        work =
                () -> {
                    if (rounds.get() == 1) {
                        throw new IllegalStateException("once");
                    }
                    return null;
                };
        running.start();
        reach(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void goOnAfterAnError() {
        work =
                () -> {
                    if (rounds.get() == 1) {
                        throw new OutOfMemoryError("as the test asked");
                    }
                    return null;
                };
        running.start();
        reach(2);
    }
}
