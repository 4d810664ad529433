package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The portable subset, and no more: what is refused here would be silently different somewhere
 * else.
 */
final class Commands {
    private static final Set<String> WRITES =
            Set.of("insert", "update", "delete", "create", "drop");

    private final Catalogue catalogue;
    private final boolean writable;
    private final Cursors cursors = new Cursors();

    /**
     * @param writable false for those who only look: a write beside the batches would not be
     *     noticed
     */
    Commands(Catalogue catalogue, boolean writable) {
        this.catalogue = catalogue;
        this.writable = writable;
    }

    Document run(String database, String command, Document request) {
        if (!writable && WRITES.contains(command)) {
            throw WireError.unauthorized("the views can only be read here");
        }
        return switch (command) {
            case "find" -> find(database, request);
            case "getMore" -> getMore(database, request);
            case "killCursors" -> killCursors(request);
            case "insert" -> insert(database, request);
            case "update" -> update(database, request);
            case "delete" -> delete(database, request);
            case "count" -> count(database, request);
            case "create" -> create(database, request);
            case "drop" -> drop(database, request);
            case "listCollections" -> listCollections(database, request);
            default -> throw WireError.noSuchCommand(command);
        };
    }

    private Document find(String database, Document request) {
        refuse(request, "projection", "skip", "collation", "min", "max", "tailable");
        String name = text(request, "find");
        DocumentMap documents = catalogue.find(database, name);
        Iterator<Found> found =
                documents == null
                        ? Collections.emptyIterator()
                        : documents.select(
                                Selection.of(document(request, "filter")), ascending(request));
        long limit = number(request, "limit", 0);
        return cursors.first(
                database + "." + name,
                limit == 0 ? found : new Limited(found, Math.abs(limit)),
                (int) number(request, "batchSize", 0),
                Boolean.TRUE.equals(request.get("singleBatch")));
    }

    private static boolean ascending(Document request) {
        Document sort = document(request, "sort");
        if (sort.isEmpty()) {
            return true;
        }
        if (!sort.keySet().equals(Set.of(Selection.ID))) {
            throw WireError.badValue("sorting is by _id only");
        }
        return number(sort, Selection.ID, 1) > 0;
    }

    private Document getMore(String database, Document request) {
        return cursors.next(
                database + "." + text(request, "collection"),
                number(request, "getMore", 0),
                (int) number(request, "batchSize", 0));
    }

    private Document killCursors(Document request) {
        Collection<?> ids = (Collection<?>) request.getOrDefault("cursors", List.of());
        cursors.kill(ids);
        return ok().append("cursorsKilled", ids);
    }

    private Document insert(String database, Document request) {
        DocumentMap documents = catalogue.findOrCreate(database, text(request, "insert"));
        return each(request, "documents", document -> insertOne(documents, document));
    }

    private static int insertOne(DocumentMap documents, Document document) {
        documents.insert(document);
        return 1;
    }

    private Document update(String database, Document request) {
        DocumentMap documents = catalogue.findOrCreate(database, text(request, "update"));
        Document answer = each(request, "updates", update -> replaceOne(documents, update));
        return answer.append("nModified", answer.get("n"));
    }

    private static int replaceOne(DocumentMap documents, Document update) {
        Document replacement = document(update, "u");
        if (replacement.keySet().stream().anyMatch(field -> field.startsWith("$"))
                || Boolean.TRUE.equals(update.get("multi"))
                || Boolean.TRUE.equals(update.get("upsert"))) {
            throw WireError.badValue("an update replaces one document that exists");
        }
        return documents.replace(Selection.of(document(update, "q")), replacement) ? 1 : 0;
    }

    private Document delete(String database, Document request) {
        DocumentMap documents = catalogue.find(database, text(request, "delete"));
        return each(
                request,
                "deletes",
                delete ->
                        documents == null
                                ? 0
                                : documents.delete(
                                        Selection.of(document(delete, "q")),
                                        (int) number(delete, "limit", 0)));
    }

    /** One write of a bulk; answers how many documents it touched. */
    private interface Write {
        int apply(Document operation);
    }

    private static Document each(Document request, String operations, Write write) {
        boolean ordered = !Boolean.FALSE.equals(request.get("ordered"));
        List<Document> errors = new ArrayList<>();
        int n = 0;
        int index = 0;
        for (Object operation : (Collection<?>) request.getOrDefault(operations, List.of())) {
            try {
                n += write.apply((Document) operation);
            } catch (WireError e) {
                errors.add(error(e).append("index", index));
                if (ordered) {
                    break;
                }
            }
            index++;
        }
        Document answer = ok().append("n", n);
        return errors.isEmpty() ? answer : answer.append("writeErrors", errors);
    }

    private Document count(String database, Document request) {
        refuse(request, "skip", "limit");
        DocumentMap documents = catalogue.find(database, text(request, "count"));
        Document query = document(request, "query");
        if (documents == null) {
            return ok().append("n", 0L);
        }
        if (query.isEmpty()) {
            return ok().append("n", documents.size());
        }
        long n = 0;
        for (Iterator<Found> i = documents.select(Selection.of(query), true); i.hasNext(); n++) {
            i.next();
        }
        return ok().append("n", n);
    }

    private Document create(String database, Document request) {
        refuse(request, "capped", "collation", "validator", "timeseries");
        catalogue.findOrCreate(database, text(request, "create"));
        return ok();
    }

    private Document drop(String database, Document request) {
        catalogue.drop(database, text(request, "drop"));
        return ok();
    }

    private Document listCollections(String database, Document request) {
        Document filter = document(request, "filter");
        Iterator<Found> found =
                catalogue.collections(database).stream()
                        .map(name -> new Document("name", name).append("type", "collection"))
                        .filter(entry -> new DefaultQueryMatcher().matches(entry, filter))
                        .map(entry -> new Found("", Bytes.of(entry)))
                        .iterator();
        return cursors.first(database + ".$cmd.listCollections", found, 0, false);
    }

    static Document ok() {
        return new Document("ok", 1.0);
    }

    static Document error(WireError e) {
        return new Document("code", e.code())
                .append("codeName", e.codeName())
                .append("errmsg", e.getMessage());
    }

    private static void refuse(Document request, String... options) {
        for (String option : options) {
            Object value = request.get(option);
            boolean set = value instanceof Document d ? !d.isEmpty() : value != null;
            if (set && !Boolean.FALSE.equals(value) && !Integer.valueOf(0).equals(value)) {
                throw WireError.badValue("not in the portable subset: " + option);
            }
        }
    }

    private static String text(Document request, String field) {
        if (request.get(field) instanceof String text) {
            return text;
        }
        throw WireError.badValue(field + " must be text");
    }

    private static Document document(Document request, String field) {
        return request.get(field) instanceof Document document ? document : new Document();
    }

    private static long number(Document request, String field, long absent) {
        return request.get(field) instanceof Number number ? number.longValue() : absent;
    }

    /** The first so many. */
    private static final class Limited implements Iterator<Found> {
        private final Iterator<Found> all;
        private long left;

        Limited(Iterator<Found> all, long limit) {
            this.all = all;
            this.left = limit;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && all.hasNext();
        }

        @Override
        public Found next() {
            left--;
            return all.next();
        }
    }
}
