package dev.kehu.platform.viewstore;

import org.bson.BsonDocument;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** Documents as bytes, measured before any of a bulk is sent. */
public final class Encoded {
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private Encoded() {}

    /** A change as bytes; arrays are not copied. */
    public record Write(String id, @Nullable Long loaded, byte[] document) {}

    /**
     * @throws ViewStoreFailure {@code viewstore.too-large}
     */
    public static Write write(ViewStore.Change change) {
        return new Write(change.id(), change.loaded(), bytes(change.document()));
    }

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

    /** Bytes of a document. */
    public static int size(BsonDocument document) {
        return of(document).getByteBuffer().remaining();
    }

    /**
     * The bytes of a document.
     *
     * @throws ViewStoreFailure {@code viewstore.too-large}
     */
    public static byte[] bytes(BsonDocument document) {
        ByteBuf buffer = of(document).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
