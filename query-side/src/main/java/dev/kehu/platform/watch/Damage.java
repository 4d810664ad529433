package dev.kehu.platform.watch;

import dev.kehu.kernel.RecordedEvent;

import java.util.HashSet;
import java.util.Set;

/** A customer in whose documents of one view something is missing. */
final class Damage {
    private final Set<String> subjects = new HashSet<>();
    private long events;
    private boolean seenAgain;

    Damage(String customer) {
        subjects.add(customer);
    }

    void isMadeOf(RecordedEvent event) {
        subjects.add(event.subject());
        events++;
    }

    void isSeenAgain() {
        seenAgain = true;
    }

    /** Whose events are part of the documents. */
    Set<String> subjects() {
        return subjects;
    }

    long events() {
        return events;
    }

    /** False where it may be that the view was at work when it was first seen. */
    boolean seenTwice() {
        return seenAgain;
    }
}
