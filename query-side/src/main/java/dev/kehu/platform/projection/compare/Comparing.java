package dev.kehu.platform.projection.compare;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.projection.compare.Difference.Newest;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Compares two builds of a view in two steps, so that the view stands still for the second only.
 * What is alike at any moment stays alike, for both are folded on by the same fold; what is not may
 * only be on its way, so it is looked at again.
 */
public final class Comparing {
    /** A few on all processors are little beside what a rebuild may hold. */
    private static final int PAGE = 100;

    /** Looked at again while the view stands still: a second or two. */
    static final int MOST = 50_000;

    private static final int SAMPLE = 20;

    private final ViewStore store;
    private final History history;
    private final Sayings sayings;
    private final Reading reading;
    private final Side before;
    private final Side after;
    private final int most;
    private final Set<String> doubtful = new LinkedHashSet<>();
    private final List<Difference> sample = new ArrayList<>();
    private long onlyOld, onlyNew, different, later;
    private boolean exact = true;

    public Comparing(
            ViewStore store,
            History history,
            Vault vault,
            Reading reading,
            Side before,
            Side after) {
        this(store, history, vault, reading, before, after, MOST);
    }

    Comparing(
            ViewStore store,
            History history,
            Vault vault,
            Reading reading,
            Side before,
            Side after,
            int most) {
        this.store = store;
        this.history = history;
        this.sayings = new Sayings(store, new Sameness(vault), reading, before, after);
        this.reading = reading;
        this.before = before;
        this.after = after;
        this.most = most;
    }

    /**
     * Reads both, while they may be written, and compares on all processors what it has read, for
     * every sealed text is opened.
     *
     * @param goesOn asked between pages
     * @return false when it was told to end
     */
    public boolean look(BooleanSupplier goesOn) {
        try (Abreast<List<Pair>> looks = new Abreast<>(unlike -> unlike.forEach(this::doubt))) {
            String from = null;
            do {
                List<BsonDocument> page = store.range(before.documents(), from, null, PAGE);
                String to = behind(page);
                if (!within(from, to, byId(page), looks, goesOn)) return false;
                from = to;
            } while (from != null);
            looks.takeAll();
            return true;
        }
    }

    private boolean within(
            @Nullable String from,
            @Nullable String to,
            Map<String, BsonDocument> olds,
            Abreast<List<Pair>> looks,
            BooleanSupplier goesOn) {
        Set<String> lost = new LinkedHashSet<>(olds.keySet());
        String at = from;
        do {
            if (!goesOn.getAsBoolean()) return false;
            List<BsonDocument> page = store.range(after.documents(), at, to, PAGE);
            Map<String, BsonDocument> news = byId(page);
            lost.removeAll(news.keySet());
            looks.give(() -> unlike(news.keySet(), olds, news));
            at = behind(page);
        } while (at != null);
        if (!lost.isEmpty()) looks.give(() -> unlike(lost, olds, Map.of()));
        return true;
    }

    /** Where the next page begins, null when there is none. */
    private static @Nullable String behind(List<BsonDocument> page) {
        return page.size() < PAGE ? null : id(page.getLast()) + "\0";
    }

    private static Map<String, BsonDocument> byId(List<BsonDocument> page) {
        Map<String, BsonDocument> byId = new LinkedHashMap<>();
        page.forEach(document -> byId.put(id(document), document));
        return byId;
    }

    private static String id(BsonDocument document) {
        return document.getString("_id").getValue();
    }

    /** A document in both builds. */
    private record Pair(String id, @Nullable BsonDocument old, @Nullable BsonDocument anew) {}

    private List<Pair> unlike(
            Set<String> ids, Map<String, BsonDocument> olds, Map<String, BsonDocument> news) {
        List<Pair> unlike = new ArrayList<>();
        for (String id : ids) {
            BsonDocument old = olds.get(id), anew = news.get(id);
            if (reading.isPart(id)) continue;
            if (old == null || anew == null || !sayings.differing(old, anew, olds, news).isEmpty())
                unlike.add(new Pair(id, old, anew));
        }
        return unlike;
    }

    private void doubt(Pair pair) {
        if (doubtful.size() < most) doubtful.add(pair.id());
        else if (!doubtful.contains(pair.id())) {
            exact = false;
            count(pair.old(), pair.anew());
        }
    }

    private boolean alike(@Nullable BsonDocument old, @Nullable BsonDocument anew) {
        return old != null && anew != null && sayings.differing(old, anew).isEmpty();
    }

    /** The new build has written these since: what the old one lacks of them is not on its way. */
    public void written(Collection<String> ids) {
        for (String id : ids) {
            if (reading.isPart(id)) continue;
            if (doubtful.size() < most) doubtful.add(id);
            else exact &= doubtful.contains(id);
        }
    }

    /** As far as the old build has come; the new one has to come as far before they are settled. */
    public long position() {
        return before.position().getAsLong();
    }

    /** Looks again at what was not alike, while nobody writes to either. */
    public Comparison settle(String view) {
        long position = position();
        List<String> ids = List.copyOf(doubtful);
        for (int from = 0; from < ids.size(); from += PAGE)
            settle(ids.subList(from, Math.min(ids.size(), from + PAGE)), position);
        long other = onlyNew + different + later;
        return new Comparison(
                view,
                position,
                store.count(after.documents()) - other,
                onlyOld,
                onlyNew,
                different,
                later,
                exact,
                List.copyOf(sample));
    }

    private void settle(List<String> ids, long position) {
        Map<String, BsonDocument> olds = store.load(before.documents(), ids);
        Map<String, BsonDocument> news = store.load(after.documents(), ids);
        for (String id : ids) settle(id, olds.get(id), news.get(id), position);
    }

    private void settle(
            String id, @Nullable BsonDocument old, @Nullable BsonDocument anew, long position) {
        if (old == null && anew == null || alike(old, anew)) return;
        if (anew != null && position(anew) > position) later++;
        else {
            count(old, anew);
            if (sample.size() < SAMPLE) sample.add(difference(id, old, anew));
        }
    }

    private void count(@Nullable BsonDocument old, @Nullable BsonDocument anew) {
        if (old == null) onlyNew++;
        else if (anew == null) onlyOld++;
        else different++;
    }

    private Difference difference(
            String id, @Nullable BsonDocument old, @Nullable BsonDocument anew) {
        String subject = reading.subjectOf(id);
        return new Difference(
                id,
                subject,
                old == null || anew == null ? List.of() : sayings.differing(old, anew),
                newest(old),
                newest(anew),
                before.parkedAt().applyAsLong(subject),
                after.parkedAt().applyAsLong(subject));
    }

    private @Nullable Newest newest(@Nullable BsonDocument document) {
        if (document == null) return null;
        long position = position(document);
        List<RecordedEvent> event = position < 1 ? List.of() : history.readAfter(position - 1, 1);
        return new Newest(position, event.isEmpty() ? "" : event.getFirst().eventId().toString());
    }

    /** A damaged document may have none. */
    private static long position(BsonDocument document) {
        return document.isInt64("position") ? document.getInt64("position").getValue() : 0;
    }
}
