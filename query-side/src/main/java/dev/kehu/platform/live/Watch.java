package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One reader: what it watches, and what it has got. */
final class Watch {
    private final String name;
    private final Signal signal;
    private final EventLines lines;

    /** Whose documents decide the last state; null: not known, so it may be anybody's. */
    private final AtomicReference<@Nullable Set<String>> subjects = new AtomicReference<>();

    private final long heartbeat;
    private final LongSupplier nanoClock;
    private long written;
    private long position;
    private String version = "";

    Watch(
            String name,
            Signal signal,
            EventLines lines,
            Duration heartbeat,
            LongSupplier nanoClock) {
        this.name = name;
        this.signal = signal;
        this.lines = lines;
        this.heartbeat = heartbeat.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Called by the thread of the view, so it only leaves word. */
    void hear(Moved moved) {
        Set<String> watched = subjects.get();
        if (watched == null || moved.concerns(watched)) signal.raise();
    }

    void begin(State state, @Nullable Long since) throws IOException {
        subjects.set(state.subjects());
        position = state.position();
        lines.begin();
        written = nanoClock.getAsLong();
        if (since == null || !state.settled() || !state.seenAt(since)) show(state);
        else {
            version = state.version();
            beat();
        }
    }

    void look(Supplier<State> now) throws IOException {
        subjects.set(null);
        State state = now.get();
        subjects.set(state.subjects());
        show(state);
    }

    private void show(State state) throws IOException {
        if (!state.settled() || state.version().equals(version)) return;
        lines.event(name, state.position(), state.body());
        version = state.version();
        position = state.position();
        written = nanoClock.getAsLong();
    }

    /** How long nothing need be written yet. */
    Duration untilBeat() {
        long silent = nanoClock.getAsLong() - written;
        return Duration.ofNanos(Math.max(0, heartbeat - silent));
    }

    void beatWhenDue() throws IOException {
        if (untilBeat().isZero()) beat();
    }

    private void beat() throws IOException {
        lines.comment(position);
        written = nanoClock.getAsLong();
    }
}
