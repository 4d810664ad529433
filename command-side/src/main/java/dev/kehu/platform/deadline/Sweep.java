package dev.kehu.platform.deadline;

import dev.kehu.platform.round.Round;
import dev.kehu.platform.state.State;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Wakes the owners of deadlines that are due: each once, in the transaction that takes the deadline
 * off the list. What they decide to send goes through the outbox, so a flood of deadlines is a
 * flood of letters, not of commands at work.
 */
public final class Sweep implements Round {
    private static final int PAGE = 64;

    private final State state;
    private final Deadlines deadlines;
    private final Consumer<Deadline> wake;
    private final InstantSource clock;

    /**
     * @param wake tells the owner, inside the transaction
     */
    public Sweep(State state, Deadlines deadlines, Consumer<Deadline> wake, InstantSource clock) {
        this.state = state;
        this.deadlines = deadlines;
        this.wake = wake;
        this.clock = clock;
    }

    @Override
    public @Nullable Instant go() {
        Instant now = clock.instant();
        List<Deadline> due = deadlines.due(now, PAGE);
        while (!due.isEmpty()) {
            List<Deadline> page = due;
            state.write(
                    c -> {
                        page.stream().filter(deadlines::take).forEach(wake);
                        return true;
                    });
            due = deadlines.due(now, PAGE);
        }
        return deadlines.earliest();
    }
}
