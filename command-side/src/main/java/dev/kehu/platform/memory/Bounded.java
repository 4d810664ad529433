package dev.kehu.platform.memory;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The states used last, as many as fit into a number of bytes. One that was read while its stream
 * grew is not taken: {@link #mark} before the read tells.
 */
final class Bounded {
    private static final int MARKS = 1 << 12;

    private final long mostBytes;
    private final Map<String, Known<?>> states = new LinkedHashMap<>(1024, 0.75f, true);
    private final long[] moved = new long[MARKS];
    private long bytes;

    Bounded(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized @Nullable Known<?> get(String stream) {
        return states.get(stream);
    }

    /** Changes whenever the stream does, and now and then when another one does. */
    synchronized long mark(String stream) {
        return moved[place(stream)];
    }

    synchronized void put(Known<?> known, long mark) {
        if (moved[place(known.stream())] == mark) {
            set(known);
        }
    }

    /** The stream has grown: its state is brought up to date, or forgotten when that gives none. */
    synchronized @Nullable Known<?> moved(String stream, UnaryOperator<@Nullable Known<?>> change) {
        moved[place(stream)]++;
        Known<?> before = states.get(stream);
        Known<?> after = before == null ? null : change.apply(before);
        if (after == null) {
            remove(stream);
        } else if (after != before) {
            set(after);
        }
        return after;
    }

    synchronized void begun(Known<?> first) {
        moved[place(first.stream())]++;
        set(first);
    }

    /** Also keeps a read that is under way from being remembered. */
    synchronized void evict(String stream) {
        moved[place(stream)]++;
        remove(stream);
    }

    synchronized void evictAll(Predicate<Known<?>> which) {
        for (int i = 0; i < MARKS; i++) {
            moved[i]++;
        }
        for (Iterator<Known<?>> all = states.values().iterator(); all.hasNext(); ) {
            Known<?> next = all.next();
            if (which.test(next)) {
                bytes -= next.bytes();
                all.remove();
            }
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int size() {
        return states.size();
    }

    private void set(Known<?> known) {
        remove(known.stream());
        if (known.bytes() > mostBytes) {
            return;
        }
        states.put(known.stream(), known);
        bytes += known.bytes();
        for (Iterator<Known<?>> eldest = states.values().iterator(); bytes > mostBytes; ) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    private void remove(String stream) {
        Known<?> before = states.remove(stream);
        bytes -= before == null ? 0 : before.bytes();
    }

    private static int place(String stream) {
        int hash = stream.hashCode();
        return (hash ^ hash >>> 16) & MARKS - 1;
    }
}
