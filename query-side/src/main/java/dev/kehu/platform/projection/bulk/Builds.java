package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Views that are built together from one history. */
public interface Builds {
    /** As far as the one that is behind the others has come. */
    long position();

    /** Whether none has come to a position yet. */
    boolean blank();

    /** Takes back what was built subject by subject, where no position was reached. */
    void startOver();

    /**
     * Returns when all have folded and written these.
     *
     * @param meanwhile run every second
     */
    void fold(List<RecordedEvent> events, Runnable meanwhile);

    /** What the ids of subjects begin with that have to be swept before the others. */
    Set<String> kindsOfOthers();

    /** As far as all of them have been built subject by subject, if there is such a place. */
    Optional<Mark> mark();

    /**
     * Folds subjects, each with the events that are part of its documents; for any thread, and for
     * several at once.
     *
     * @param fresh nothing about these subjects is stored yet
     * @param strangers hear which events belong to documents of other subjects, too
     * @return what each view makes of them
     */
    List<Share> fold(
            SortedMap<String, List<RecordedEvent>> bySubject, boolean fresh, Strangers strangers);

    /**
     * Writes what was folded.
     *
     * @param mark all subjects are swept up to it, or null when the last one goes on
     */
    void write(List<Share> shares, @Nullable Mark mark);

    /** Everything up to this event is in the documents. */
    void reached(RecordedEvent last);

    /** Whether one of them has parked a subject. */
    boolean parks();
}
