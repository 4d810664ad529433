package dev.kehu.platform.eventstore;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A wall clock that jumps and a monotonic one that does not, both moved by hand. */
final class SimulatedTime extends Clock {
    long millis = 1_700_000_000_000L;
    long nanos;

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

    long nanos() {
        return nanos;
    }

    /** Keeps what is scheduled until somebody lets it run; has no thread. */
    static final class Timer extends ScheduledThreadPoolExecutor {
        private record Task(long due, Runnable work) {}

        private final List<Task> tasks = new ArrayList<>();
        private final SimulatedTime time;

        Timer(SimulatedTime time) {
            super(0);
            this.time = time;
        }

        @Override
        public @Nullable ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            tasks.add(new Task(time.nanos + unit.toNanos(delay), work));
            tasks.sort(Comparator.comparingLong(Task::due));
            return null;
        }

        void runDue() {
            while (!tasks.isEmpty() && tasks.getFirst().due <= time.nanos) {
                tasks.removeFirst().work.run();
            }
        }
    }
}
