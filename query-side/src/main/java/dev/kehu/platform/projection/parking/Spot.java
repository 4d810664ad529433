package dev.kehu.platform.projection.parking;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.RecordedEvent;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a view leaves out of one subject, stored beside its documents.
 *
 * @param id the subject
 * @param position of the newest event left out: one at or below is counted already
 * @param first position of the event that could not be folded, 0 when the subject is free
 * @param error class of the error, empty when the subject is free
 * @param since when the first one was recorded
 * @param waiting how many events behind the first one are left out
 * @param skipped positions of events somebody decided to leave out
 */
record Spot(
        String id,
        long position,
        long first,
        String error,
        Instant since,
        long waiting,
        SortedSet<Long> skipped) {

    static Spot free(String subject) {
        return new Spot(subject, 0, 0, "", Instant.EPOCH, 0, Collections.emptySortedSet());
    }

    boolean parked() {
        return first > 0;
    }

    boolean leavesOut(RecordedEvent event) {
        return skipped.contains(event.position()) || parked() && event.position() >= first;
    }

    Spot parkedAt(RecordedEvent event, String reason) {
        return new Spot(
                id, event.position(), event.position(), reason, event.recordedAt(), 0, skipped);
    }

    Spot waitsFor(RecordedEvent event) {
        boolean counted = !parked() || event.position() <= position;
        return counted
                ? this
                : new Spot(id, event.position(), first, error, since, waiting + 1, skipped);
    }

    Spot freed() {
        return new Spot(id, position, 0, "", Instant.EPOCH, 0, skipped);
    }

    Spot skips(long left) {
        TreeSet<Long> all = new TreeSet<>(skipped);
        all.add(left);
        return new Spot(
                id, position, first, error, since, waiting, Collections.unmodifiableSortedSet(all));
    }

    Parked told(String view) {
        return new Parked(view, id, first, error, since, waiting);
    }
}
