package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.bson.Document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers that do not fit into one message, kept open until they are read or killed. */
final class Cursors {
    /** A driver refuses messages above 48,000,000 bytes; one document may have 16 MB. */
    private static final int MESSAGE_BYTES = 16 * 1024 * 1024;

    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Iterator<Found>> open = new ConcurrentHashMap<>();

    Document first(String namespace, Iterator<Found> documents, int size, boolean single) {
        List<Document> batch = take(documents, size);
        long id = 0;
        if (!single && documents.hasNext()) {
            id = lastId.incrementAndGet();
            open.put(id, documents);
        }
        return answer(namespace, "firstBatch", batch, id);
    }

    Document next(String namespace, long id, int size) {
        Iterator<Found> documents = open.get(id);
        if (documents == null) {
            throw WireError.noSuchCursor();
        }
        List<Document> batch = take(documents, size);
        boolean more = documents.hasNext();
        if (!more) {
            open.remove(id);
        }
        return answer(namespace, "nextBatch", batch, more ? id : 0);
    }

    void kill(Collection<?> ids) {
        ids.forEach(open::remove);
    }

    private static List<Document> take(Iterator<Found> documents, int size) {
        List<Document> batch = new ArrayList<>();
        int bytes = 0;
        while (documents.hasNext() && (size <= 0 || batch.size() < size) && bytes < MESSAGE_BYTES) {
            Found found = documents.next();
            bytes += found.bytes().length;
            batch.add(found.document());
        }
        return batch;
    }

    private static Document answer(String namespace, String name, List<Document> batch, long id) {
        Document cursor = new Document("id", id).append("ns", namespace).append(name, batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
