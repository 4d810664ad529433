package dev.kehu.platform.memory;

import dev.kehu.kernel.DomainEvent;

/**
 * How the state of one kind of stream follows from its events. A state is immutable and holds ids
 * and standing only, no personal text: it is kept in memory, and sealed in snapshots.
 *
 * @param <S> the state
 */
public interface Fold<S> {
    /** Type of the streams; their ids begin with it and a dash. */
    String streamType();

    /**
     * Raised when states of before cannot be read or mean something else: they are ignored then.
     */
    int revision();

    Class<S> state();

    /** What is true before the first event. */
    S unknown();

    S evolve(S before, DomainEvent event);

    /** Whether a new stream is likely to be asked for soon; else it is remembered once it is. */
    default boolean fromTheStart() {
        return false;
    }

    /** What a state takes in memory, roughly. */
    default int bytes(S state) {
        return 64;
    }
}
