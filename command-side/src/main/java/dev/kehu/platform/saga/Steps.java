package dev.kehu.platform.saga;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a process does next. Every method answers a new value.
 *
 * @param progress what it knows from now on
 * @param commands to send, in this order, by the name of the step
 * @param deadlines to set or move, by name
 * @param cancelled deadlines to take back
 * @param followed keys to follow from now on
 * @param ended whether this instance is over: it hears nothing more, its deadlines are taken back,
 *     its commands are still sent
 */
public record Steps<P>(
        P progress,
        SequencedMap<String, Object> commands,
        Map<String, Instant> deadlines,
        Set<String> cancelled,
        SequencedSet<String> followed,
        boolean ended) {

    /** Knows this from now on, and does nothing. */
    public static <P> Steps<P> to(P progress) {
        return new Steps<>(
                progress, new LinkedHashMap<>(), Map.of(), Set.of(), new LinkedHashSet<>(), false);
    }

    /**
     * Sends a command.
     *
     * @param step names the effect: lower case, digits, dots and hyphens; an instance takes each
     *     step once, so a repeated one carries a number
     */
    public Steps<P> send(String step, Object command) {
        SequencedMap<String, Object> more = new LinkedHashMap<>(commands);
        if (more.put(step, command) != null) {
            throw new IllegalArgumentException("Step " + step + " is taken twice");
        }
        return new Steps<>(progress, more, deadlines, cancelled, followed, ended);
    }

    /** Wants to be woken at a moment of business time; set again, the deadline moves. */
    public Steps<P> wakeAt(String deadline, Instant due) {
        Map<String, Instant> more = new TreeMap<>(deadlines);
        more.put(deadline, due);
        return new Steps<>(progress, commands, more, cancelled, followed, ended);
    }

    public Steps<P> cancel(String deadline) {
        Set<String> more = new LinkedHashSet<>(cancelled);
        more.add(deadline);
        return new Steps<>(progress, commands, deadlines, more, followed, ended);
    }

    /** Hears of events with this key, too. */
    public Steps<P> follow(String key) {
        SequencedSet<String> more = new LinkedHashSet<>(followed);
        more.add(key);
        return new Steps<>(progress, commands, deadlines, cancelled, more, ended);
    }

    public Steps<P> end() {
        return new Steps<>(progress, commands, deadlines, cancelled, followed, true);
    }
}
