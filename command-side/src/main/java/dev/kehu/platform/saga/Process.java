package dev.kehu.platform.saga;

import dev.kehu.kernel.DomainEvent;

import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * A process over several streams, as a pure function from (progress, happening) to next steps. It
 * reads no clock, asks nobody and keeps nothing: the same happenings lead to the same steps. A bean
 * of this type is followed by a processor {@code saga-NAME} from the first event on; one that must
 * not act on what is old leaves it aside by its time.
 *
 * @param <P> progress: a record without personal data
 */
public interface Process<P extends Record> {
    /** Stored, so it never changes: lower case and hyphens. */
    String name();

    /** Shape of the progress; raised with {@link #raise} when stored progress no longer reads. */
    default int revision() {
        return 1;
    }

    /** Types or families of the events it has business with. */
    Set<Class<? extends DomainEvent>> hears();

    /** Every command it sends: records without personal data, stored by their short names. */
    Set<Class<?>> sends();

    /** Which instances an event is for. */
    Keys associate(DomainEvent event);

    /** What an instance knows before it hears its first event. */
    P start();

    /**
     * What to do about it. Whatever this throws parks the instance with all it hears later, until a
     * person retries or skips it.
     */
    Steps<P> next(P progress, Happening happening);

    /** Stored progress of an older revision in the present shape. */
    default ObjectNode raise(int revision, ObjectNode progress) {
        throw new IllegalStateException(name() + " cannot read progress of revision " + revision);
    }
}
