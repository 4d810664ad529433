package dev.kehu.platform.bson;

import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Encodes a record, or a sealed family of records, as a document. Components may be text, long,
 * int, boolean, {@code Instant}, {@code BigDecimal}, records, sealed families, and {@code List},
 * {@code SortedSet} or {@code SortedMap} (by text) of these. A null, an empty list, set or map is
 * left out, so a collection never reads back as null. The component {@code id} of the outermost
 * record is the document's {@code _id}.
 */
public final class RecordCodec<D> {
    /** A raw document would be searched from its start for every field. */
    private static final BsonDocumentCodec WHOLE = new BsonDocumentCodec();

    private final Part part;

    private RecordCodec(Part part) {
        this.part = part;
    }

    /**
     * @throws IllegalArgumentException when a component has a type no document can hold
     */
    public static <D> RecordCodec<D> of(Class<D> type) {
        return new RecordCodec<>(Parts.of(type));
    }

    public BsonDocument encode(D value) {
        BsonDocument inner = part.write(value).asDocument();
        BsonDocument document = new BsonDocument("_id", inner.get("id"));
        inner.forEach(
                (name, field) -> {
                    if (!name.equals("id")) document.append(name, field);
                });
        return document;
    }

    @SuppressWarnings("unchecked") // the part was made for D
    public D decode(BsonDocument document) {
        BsonDocument inner = new BsonDocument();
        BsonDocument parsed =
                document instanceof RawBsonDocument raw ? raw.decode(WHOLE) : document;
        parsed.forEach((name, field) -> inner.append(name.equals("_id") ? "id" : name, field));
        return (D) part.read(inner);
    }
}
