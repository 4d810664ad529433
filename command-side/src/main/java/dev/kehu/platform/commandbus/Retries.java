package dev.kehu.platform.commandbus;

import org.axonframework.common.lock.DeadlockException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How often what collided with another command is tried again, and after what pause: a random one,
 * so that two do not meet again, on the thread of who asked, which holds no lock then.
 */
public final class Retries {
    public static final int TRIES = 4;

    /** The longest first pause; each later one may be twice as long. */
    static final Duration FIRST = Duration.ofMillis(4);

    private final RandomGenerator random;
    private final Consumer<Duration> pause;

    public Retries(RandomGenerator random, Consumer<Duration> pause) {
        this.random = random;
        this.pause = pause;
    }

    /**
     * @throws RuntimeException what the last try ended with
     */
    <T> T of(Supplier<T> attempt) {
        return of(attempt, true);
    }

    /** As {@link #of}, unless a stream was there already: that is an answer to who asks this. */
    <T> T unlessThere(Supplier<T> attempt) {
        return of(attempt, false);
    }

    private <T> T of(Supplier<T> attempt, boolean creations) {
        for (int tried = 1; ; tried++) {
            try {
                return attempt.get();
            } catch (DeadlockException | ConcurrencyException e) {
                giveUp(e, tried == TRIES);
            } catch (AggregateStreamCreationException e) {
                giveUp(e, !creations || tried == TRIES);
            }
            pauseAfter(tried);
        }
    }

    private static void giveUp(RuntimeException e, boolean last) {
        if (last) {
            throw e;
        }
    }

    /** Waits before the next try. */
    public void pauseAfter(int tried) {
        pause.accept(Duration.ofNanos(random.nextLong(FIRST.toNanos() << tried - 1)));
    }
}
