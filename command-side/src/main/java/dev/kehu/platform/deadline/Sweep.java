package dev.kehu.platform.deadline;

import dev.kehu.platform.round.Round;
import dev.kehu.platform.state.State;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Wakes the owners of deadlines that are due: each once, in the transaction that takes the deadline
 * off the list, and not before its processor has heard all that was recorded when it was found due:
 * one of these events may take it back. What they decide to send goes through the outbox, so a
 * flood of deadlines is a flood of letters, not of commands at work.
 */
public final class Sweep implements Round {
    /** Found together, so that a flood waits for its processor a few times, not at each step. */
    private static final int PAGE = 1_000;

    private static final int TOGETHER = 64;

    private final State state;
    private final Deadlines deadlines;
    private final Consumer<Deadline> wake;
    private final Heard heard;
    private final InstantSource clock;

    /** What each processor has to catch up for; a head of its own, or a busy store starves it. */
    private final Map<String, Page> waiting = new ConcurrentHashMap<>();

    /** Deadlines found due, and the newest event there was then. */
    private record Page(List<Deadline> due, long head) {}

    /**
     * @param wake tells the owner, inside the transaction
     */
    public Sweep(
            State state,
            Deadlines deadlines,
            Consumer<Deadline> wake,
            Heard heard,
            InstantSource clock) {
        this.state = state;
        this.deadlines = deadlines;
        this.wake = wake;
        this.heard = heard;
        this.clock = clock;
    }

    /** Whether a round is due now that a processor has reached a position. Safe for any thread. */
    public boolean awaits(String processor, long position) {
        Page page = waiting.get(processor);
        return page != null && position >= page.head();
    }

    @Override
    public @Nullable Instant go() {
        Instant now = clock.instant();
        List<String> processors = deadlines.processors(now);
        waiting.keySet().retainAll(processors);
        processors.forEach(processor -> go(processor, now));
        return deadlines.next(now);
    }

    private void go(String processor, Instant now) {
        Page page = found(processor, now);
        while (!page.due().isEmpty() && heard.reached().applyAsLong(processor) >= page.head()) {
            List<Deadline> due = page.due();
            for (int from = 0; from < due.size(); from += TOGETHER) {
                wake(due.subList(from, Math.min(due.size(), from + TOGETHER)));
            }
            waiting.remove(processor);
            page = found(processor, now);
        }
    }

    /** In a transaction that lets others write soon. */
    private void wake(List<Deadline> due) {
        state.write(
                c -> {
                    due.stream().filter(deadlines::take).forEach(wake);
                    return true;
                });
    }

    /** Noted before the processor's position is read, so that its arrival is not missed. */
    private Page found(String processor, Instant now) {
        Page known = waiting.get(processor);
        if (known != null) {
            return known;
        }
        List<Deadline> due = deadlines.due(processor, now, PAGE);
        Page page = new Page(due, heard.head().getAsLong());
        if (!due.isEmpty()) {
            waiting.put(processor, page);
        }
        return page;
    }
}
