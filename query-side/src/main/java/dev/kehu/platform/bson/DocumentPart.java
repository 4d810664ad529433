package dev.kehu.platform.bson;

import org.bson.BsonWriter;

/** Values that are documents: records, and families of them. */
interface DocumentPart extends Part {
    /** The fields alone; a document is open. The component {@code id} is called {@code idName}. */
    void writeFields(BsonWriter out, Object value, String idName);

    @Override
    default void write(BsonWriter out, Object value) {
        out.writeStartDocument();
        writeFields(out, value, RecordPart.ID);
        out.writeEndDocument();
    }
}
