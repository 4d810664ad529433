package dev.kehu.platform.viewstore;

import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Documents as bytes, measured before any of a bulk is sent. */
final class Encoded {
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private Encoded() {}

    static RawBsonDocument of(BsonDocument document) {
        RawBsonDocument raw =
                document instanceof RawBsonDocument encoded
                        ? encoded
                        : new RawBsonDocument(document, CODEC);
        if (raw.getByteBuffer().remaining() > MAX_BYTES) {
            throw new ViewStoreFailure(
                    "viewstore.too-large", "a document of a view is above 16 MB; split it");
        }
        return raw;
    }
}
