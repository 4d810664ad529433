package dev.kehu.platform.projection;

import dev.kehu.kernel.RecordedEvent;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a view's documents follow from events. A Spring bean of this type is picked up by itself: it
 * gets a processor of its own, so that a fault in one view never stops another.
 */
public interface Projection<D extends ViewDocument> {
    /** Name of the view, lower case letters and digits; collections and processor carry it. */
    String name();

    /** Raised whenever the fold or the documents change: the view is then built anew. */
    int version();

    /** A record, or a sealed family of records, that {@link dev.kehu.platform.bson} can store. */
    Class<D> documents();

    /**
     * Ids of documents this event needs for certain, loaded together for a whole batch; empty when
     * the view does not care.
     */
    Collection<String> touches(RecordedEvent event);

    /**
     * Folds one event. Called in order of position; a rebuild keeps that order for each subject of
     * documents only, so that subjects are folded apart: it asks for and puts documents of those it
     * touches. It must find out from the documents' positions what is already in them: after a
     * failure an event comes again.
     */
    void apply(RecordedEvent event, Documents<D> documents);

    /** Names of the personal components the documents keep (sealed). */
    default Set<String> texts() {
        return Set.of();
    }

    /**
     * Documents of a lower stage are written before those of a higher one, so that a document
     * another one points to is there first.
     */
    default int stage(D document) {
        return 0;
    }

    /** All documents there are: at start, and again after a rebuild. */
    default void opened(Iterable<D> all) {}

    /** Documents a batch has just written. */
    default void written(Collection<D> changed) {}

    /**
     * The subject a document is about; a view with several documents for one says which. The ids of
     * all of them begin with it.
     */
    default String subjectOf(String document) {
        return document;
    }

    /** Component without which no document has {@link #parts}; empty where none ever has. */
    default Optional<String> pointsToPartsBy() {
        return Optional.empty();
    }

    /** Ids of further documents this one points to, which have to be there. */
    default Collection<String> parts(D document) {
        return List.of();
    }

    /** Whether a document is only there for others that point to it. */
    default boolean isPart(String document) {
        return false;
    }

    /**
     * The document without what depends on how history was cut into batches: two builds of one
     * history have the same, and the parts in the same order.
     */
    default D withoutLayout(D document) {
        return document;
    }

    /**
     * What the ids of subjects begin with whose events are part of documents about others. A
     * rebuild reads them first; where one is missing it finds out, and takes the long way.
     */
    default Set<String> kindsOfOthers() {
        return Set.of();
    }

    /** Other data subjects whose events are part of this document, for reading as of a date. */
    default List<String> related(D document) {
        return List.of();
    }
}
