package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.bson.Document;

/** A stored document, decoded only when it is sent. */
record Found(String id, byte[] bytes) {
    Document document() {
        return Bytes.document(bytes);
    }
}
