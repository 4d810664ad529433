package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One reader: what it watches, and what it has got. */
final class Watch {
    private final String name;
    private final Signal signal;
    private final EventLines lines;

    /** Whose documents decide the last state; null: not known, so it may be anybody's. */
    private final AtomicReference<@Nullable Set<String>> subjects = new AtomicReference<>();

    private long position;
    private String version = "";

    Watch(String name, Signal signal, EventLines lines) {
        this.name = name;
        this.signal = signal;
        this.lines = lines;
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
        if (since == null || !state.settled() || !state.seenAt(since)) show(state);
        else {
            version = state.version();
            beat();
        }
    }

    /**
     * @return false where there was nothing to send
     */
    boolean look(Supplier<State> now) throws IOException {
        subjects.set(null);
        State state = now.get();
        subjects.set(state.subjects());
        return show(state);
    }

    private boolean show(State state) throws IOException {
        if (!state.settled() || state.version().equals(version)) return false;
        lines.event(name, state.position(), state.body());
        version = state.version();
        position = state.position();
        return true;
    }

    void beat() throws IOException {
        lines.comment(position);
    }
}
