package dev.kehu.platform.search;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.ViewDocument;

import org.apache.lucene.document.Document;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;

import java.util.Collection;
import java.util.List;

/**
 * What can be searched for, and how. A Spring bean of this type gets an index of its own, which
 * follows the history by itself: a fault in it never stops a view, nor another index.
 */
public interface Searchable<D extends ViewDocument> {
    /** Lower case letters; directory and thread carry it. */
    String name();

    /** Raised whenever the fold, the fields or the order change: the index is then built anew. */
    int version();

    /** A record that {@link dev.kehu.platform.bson} can store; its texts are readable. */
    Class<D> documents();

    /** Ids of the documents this event is part of. */
    Collection<String> touches(RecordedEvent event);

    D blank(String id);

    /** The document after this event; pure, in order of position, never the same event twice. */
    D on(D before, RecordedEvent event);

    /** The data subject whose texts these are. */
    String subject(D document);

    /** What these texts tell of the subject; they are erased with it. */
    default Category category() {
        return Category.OTHER;
    }

    /** Adds the fields it is found and ordered by; nothing for one without texts. */
    void describe(D document, Document fields);

    /** Fixed order of hits of one tier; documents lie in it, so that the first are found first. */
    Sort order();

    /**
     * What fits these words: the best hits first, then the next, each tier without those before.
     */
    List<Query> tiers(String words);
}
