package dev.kehu.platform.round;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs rounds on a thread of their own: one at the start, one when woken, one when the time the
 * last one named has come. A wake during a round leads to another one. Safe for any thread.
 */
public final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** A clock that was set, or a business day that moved, is noticed within this. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final String name;
    private final Round round;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean due;
    private @Nullable Thread thread;

    public Rounds(String name, Round round, InstantSource clock) {
        this.name = name;
        this.round = round;
        this.clock = clock;
    }

    public void start() {
        lock.lock();
        try {
            if (thread == null) {
                due = true;
                thread = Thread.ofPlatform().name(name).daemon().start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Never waits for a round that goes on. */
    public void wake() {
        lock.lock();
        try {
            due = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the last round has ended. */
    public void stop() {
        Thread running;
        lock.lock();
        try {
            running = thread;
            thread = null;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        if (running != null) {
            join(running);
        }
    }

    private static void join(Thread running) {
        try {
            running.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Instant next = null;
        while (waited(next)) {
            next = once();
        }
    }

    private @Nullable Instant once() {
        try {
            return round.go();
        } catch (RuntimeException | Error fault) {
            if (fatal(fault)) {
                throw fault;
            }
            LOG.warn("{} is tried again: {}", name, fault.getClass().getName());
            return clock.instant().plus(AFTER_A_FAULT);
        }
    }

    /** What leaves the machine in an unknown state; memory that was short may be there again. */
    public static boolean fatal(Throwable fault) {
        return fault instanceof VirtualMachineError
                && !(fault instanceof OutOfMemoryError || fault instanceof StackOverflowError);
    }

    /** True when a round is due, false when the rounds were stopped. */
    private boolean waited(@Nullable Instant next) {
        lock.lock();
        try {
            while (thread == Thread.currentThread()) {
                Duration left =
                        next == null ? LONGEST_WAIT : Duration.between(clock.instant(), next);
                if (due || next != null && !left.isPositive()) {
                    due = false;
                    return true;
                }
                pause(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration left) {
        try {
            woken.awaitNanos(Math.max(left.toNanos(), TimeUnit.MILLISECONDS.toNanos(1)));
        } catch (InterruptedException ignored) {
            due = true; // nobody here interrupts; whoever does gets a round
        }
    }
}
