package dev.kehu.platform.memory;

import dev.kehu.kernel.DomainEvent;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * A stream's state as of one of its events.
 *
 * @param subject whom the newest event is about
 * @param snapshotAt seq up to which a snapshot was taken or asked for, −1 when none was
 */
record Known<S>(
        Fold<S> fold,
        String stream,
        String subject,
        S state,
        long seq,
        long position,
        long snapshotAt) {
    /** An entry of the map, the key, this record and what it points to, roughly. */
    private static final int OVERHEAD = 240;

    static <S> Known<S> nothing(Fold<S> fold, String stream) {
        return new Known<>(fold, stream, "", fold.unknown(), -1, 0, -1);
    }

    Known<S> with(DomainEvent event, String about, long at, long place) {
        return new Known<>(fold, stream, about, fold.evolve(state, event), at, place, snapshotAt);
    }

    Known<S> snapshotTaken() {
        return new Known<>(fold, stream, subject, state, seq, position, seq);
    }

    long bytes() {
        return OVERHEAD + 2L * (stream.length() + subject.length()) + fold.bytes(state);
    }

    /** As the one event an aggregate is made from. */
    DomainEventMessage<S> message() {
        return new GenericDomainEventMessage<>(fold.streamType(), stream, seq, state);
    }

    Standing<S> standing() {
        return new Standing<>(state, seq, position);
    }
}
