package dev.kehu.audit.api;

import dev.kehu.kernel.Refusal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Subjects a view has parked because one of their events could not be folded. The read side knows
 * them; what is decided about them is recorded by the write side first, and then done here.
 */
public interface ParkedSubjects {
    /** All of them, by view and subject. */
    List<Parked> all();

    /**
     * @throws Refusal {@code view.unknown}
     */
    Optional<Parked> find(String view, String subject);

    /**
     * Folds the subject again from its first event. Where it is not parked, or another one would
     * have to be parked for it, nothing happens.
     *
     * @throws Refusal {@code view.unknown}, {@code view.document-unreadable}
     */
    Outcome retry(String view, String subject);

    /**
     * Leaves one event out for this view and folds the subject again without it. That is remembered
     * until the view is built anew, which tries the event again. Where the subject is not parked at
     * that position, or another one would have to be parked for it, nothing happens.
     *
     * @throws Refusal {@code view.unknown}, {@code view.document-unreadable}
     */
    Outcome skip(String view, String subject, long position);

    /**
     * What came of a decision.
     *
     * @param done false when nothing happened
     * @param now how the subject is parked now, empty when it is free
     */
    record Outcome(boolean done, Optional<Parked> now) {}

    /**
     * A parked subject; nothing in it is personal.
     *
     * @param position of the first event that could not be folded
     * @param error class of the error; never its message, which might hold personal data
     * @param since when that event was recorded: the view shows nothing of the subject from then on
     * @param waiting how many later events of the subject the view has left out meanwhile
     */
    record Parked(
            String view,
            String subject,
            long position,
            String error,
            Instant since,
            long waiting) {}
}
