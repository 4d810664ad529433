package dev.kehu.platform.viewstore.wire;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Which collections there are: the named maps of the store are the only catalogue. */
final class Catalogue {
    private static final String PREFIX = "documents/";

    private final MVStore store;
    private final LongAdder examined = new LongAdder();
    private final Map<String, DocumentMap> open = new ConcurrentHashMap<>();

    Catalogue(MVStore store) {
        this.store = store;
        store.getMapNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .forEach(this::create); // pages of maps that are not open are never compacted
    }

    long examined() {
        return examined.sum();
    }

    @Nullable DocumentMap find(String database, String collection) {
        return open.get(database + "." + collection);
    }

    DocumentMap findOrCreate(String database, String collection) {
        if (collection.isEmpty() || collection.contains("$")) {
            throw WireError.badValue("a collection needs a name without $");
        }
        return create(database + "." + collection);
    }

    private DocumentMap create(String name) {
        return open.computeIfAbsent(
                name, n -> new DocumentMap(n, store.openMap(PREFIX + n, documents()), examined));
    }

    private static MVMap.Builder<String, byte[]> documents() {
        return new MVMap.Builder<String, byte[]>()
                .keyType(IdOrder.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE);
    }

    void drop(String database, String collection) {
        DocumentMap dropped = open.remove(database + "." + collection);
        if (dropped == null) {
            throw WireError.noSuchCollection();
        }
        store.removeMap(dropped.map());
    }

    SortedSet<String> collections(String database) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : open.keySet()) {
            if (name.startsWith(database + ".")) {
                names.add(name.substring(database.length() + 1));
            }
        }
        return names;
    }
}
