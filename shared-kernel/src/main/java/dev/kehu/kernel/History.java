package dev.kehu.kernel;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** History that can be read by data subject, too. */
public interface History extends OrderedHistory {
    /** As {@link #readAfter}, the events of one data subject alone; those of others are no gaps. */
    List<RecordedEvent> readSubject(String subject, long position, int limit);

    /**
     * Up to {@code limit} events in order of their subjects, those of one subject by position: what
     * stands behind ({@code subject}, {@code position}), up to and with all of the subject {@code
     * last} (null: of every subject). Fewer when they are large or a subject ends, so that only an
     * empty page means the end. In order of positions these are far from each other: each costs a
     * look-up of its own.
     */
    List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit);

    /**
     * The subject one comes to {@code events} events behind all those of {@code subject}, in the
     * order of {@link #readSubjects}; empty when fewer follow. It does not look at the events.
     */
    Optional<String> subjectBehind(String subject, int events);

    /**
     * The same history for who needs open components of some events alone, which spares reading the
     * rest: personal components may read as if they were erased, and the payload of events of other
     * classes may say nothing but that there is an event.
     */
    default History openAlone(Set<Class<? extends DomainEvent>> classes) {
        return this;
    }

    @Override
    default History forgiving() {
        return this;
    }
}
