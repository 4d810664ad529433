package dev.kehu.platform.projection.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.lang.Thread.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

class AbreastTest {
    private final List<Integer> taken = new ArrayList<>();

    @Test
    void takesWhatComesOfItInTheOrderItWasGiven() {
        CountDownLatch last = new CountDownLatch(1);
        try (Abreast<Integer> work = new Abreast<>(taken::add)) {
            work.give(
                    () -> {
                        await(last);
                        return 0;
                    });
            last.countDown();
            IntStream.range(1, 100).forEach(i -> work.give(() -> i));
            work.takeAll();
        }
        assertThat(taken).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void passesOnWhyAPieceFailed() {
        IllegalStateException fault = new IllegalStateException("damaged");
        try (Abreast<Integer> work = new Abreast<>(taken::add)) {
            work.give(
                    () -> {
                        throw fault;
                    });
            assertThatThrownBy(work::takeAll).isSameAs(fault);
        }
    }

    /** Nobody reads a store any more that is closed next. */
    @Test
    void waitsForWhatWasBegun() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        List<Integer> done = new CopyOnWriteArrayList<>();
        Thread closing = Thread.currentThread();
        AtomicBoolean closed = new AtomicBoolean();
        try (Abreast<Boolean> work = new Abreast<>(each -> {})) {
            work.give(
                    () -> {
                        begun.countDown();
                        await(goesOn);
                        return done.add(1);
                    });
            await(begun);
            Thread.ofPlatform()
                    .start(
                            () -> {
                                while (!closed.get() && closing.getState() == State.RUNNABLE)
                                    Thread.onSpinWait();
                                goesOn.countDown();
                            });
        }
        List<Integer> doneThen = List.copyOf(done);
        closed.set(true);
        assertThat(doneThen).containsExactly(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
