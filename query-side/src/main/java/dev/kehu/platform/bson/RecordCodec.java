package dev.kehu.platform.bson;

import org.bson.AbstractBsonReader;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.bson.io.ByteBufferBsonInput;

/**
 * Encodes a record, or a sealed family of records, as the bytes of a document. Components may be
 * text, long, int, boolean, {@code Instant}, {@code BigDecimal}, records, sealed families, and
 * {@code List}, {@code SortedSet} or {@code SortedMap} (by text) of these. A null, an empty list,
 * set or map is left out, so a collection never reads back as null. The component {@code id} of the
 * outermost record is the document's {@code _id}.
 */
public final class RecordCodec<D> {
    private static final int USUAL_BYTES = 1024;
    private static final int MOST_KEPT = 1 << 20;

    /** Grown once to what documents need: growing it for each would copy most of them twice. */
    private static final ThreadLocal<BasicOutputBuffer> BUFFER =
            ThreadLocal.withInitial(() -> new TextBuffer(USUAL_BYTES));

    private final DocumentPart part;

    private RecordCodec(DocumentPart part) {
        this.part = part;
    }

    /**
     * @throws IllegalArgumentException when a component has a type no document can hold
     */
    public static <D> RecordCodec<D> of(Class<D> type) {
        if (Parts.of(type) instanceof DocumentPart part) return new RecordCodec<>(part);
        throw new IllegalArgumentException("No document can be made of " + type);
    }

    /** Raw bytes behind a read-only document. */
    public BsonDocument encode(D value) {
        BasicOutputBuffer bytes = BUFFER.get();
        bytes.truncateToPosition(0);
        try (BsonBinaryWriter out = new BsonBinaryWriter(bytes)) {
            out.writeStartDocument();
            part.writeFields(out, value, RecordPart.KEY);
            out.writeEndDocument();
        }
        if (bytes.size() > MOST_KEPT) BUFFER.remove();
        return new RawBsonDocument(bytes.toByteArray());
    }

    @SuppressWarnings("unchecked") // the part was made for D
    public D decode(BsonDocument document) {
        try (AbstractBsonReader in = reader(document)) {
            return (D) part.read(in);
        }
    }

    /** What a raw document offers itself would first make a tree of it. */
    private static AbstractBsonReader reader(BsonDocument document) {
        return document instanceof RawBsonDocument raw
                ? new BsonBinaryReader(new ByteBufferBsonInput(raw.getByteBuffer()))
                : new BsonDocumentReader(document);
    }
}
