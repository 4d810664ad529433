package dev.kehu.platform.projection.compare;

import org.bson.BsonDocument;

import java.util.List;

/** How the documents of a view are read to compare what they say. */
public interface Reading {
    /** Whether a document is there for another one that points to it, and says nothing alone. */
    boolean isPart(String document);

    /** The document without what depends on how history was cut into batches. */
    BsonDocument plain(BsonDocument document);

    /** Ids of the documents it points to, in their order. */
    List<String> parts(BsonDocument document);

    /** Whom a document is about. */
    String subjectOf(String document);
}
