package dev.kehu.platform.projection.kill;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.text.PersonalTexts;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every state any document has ever had, from a history folded event by event in memory: what a
 * store holds at a position must be these, and what is read at any moment must be one of them.
 */
final class States {
    /** By view, by document, by position. */
    private final Map<String, Map<String, NavigableMap<Long, One<?>>>> states = new HashMap<>();

    private final Map<String, Projection<?>> projections = new HashMap<>();

    static States of(Story whole) {
        States states = new States();
        try (World world = World.fresh(1)) {
            for (LiveView<?> view : world.views().all())
                states.fold(view.projection(), whole, world.vault);
        }
        return states;
    }

    private <D extends ViewDocument> void fold(Projection<D> projection, Story whole, Vault vault) {
        projections.put(projection.name(), projection);
        Memory<D> memory = new Memory<>();
        for (RecordedEvent event : whole.readAfter(0, (int) whole.head())) {
            if (projection.touches(event).isEmpty()) continue;
            memory.ofEvent.clear();
            projection.apply(PersonalTexts.sealed(event, vault::seal, projection.texts()), memory);
            for (D document : memory.ofEvent.values()) {
                One<D> one = new One<>(projection, document);
                states.computeIfAbsent(projection.name(), v -> new HashMap<>())
                        .computeIfAbsent(one.key(), k -> new TreeMap<>())
                        .put(document.position(), one);
            }
            memory.all.putAll(memory.ofEvent);
        }
    }

    private static final class Memory<D extends ViewDocument> implements Documents<D> {
        final Map<String, D> all = new HashMap<>(), ofEvent = new HashMap<>();

        @Override
        public @Nullable D find(String id) {
            D changed = ofEvent.get(id);
            return changed == null ? all.get(id) : changed;
        }

        @Override
        public void put(D document) {
            ofEvent.put(document.id(), document);
        }

        @Override
        public boolean changed(String id) {
            return ofEvent.containsKey(id);
        }
    }

    /** What is wrong with a view that claims to be the fold up to a position. */
    List<String> differences(String view, long position, Collection<BsonDocument> found) {
        Map<String, Integer> is = new TreeMap<>(), ought = new TreeMap<>();
        Set<String> pointedTo = new HashSet<>();
        List<One<?>> all = found.stream().<One<?>>map(each -> one(view, each)).toList();
        for (One<?> one : all) pointedTo.addAll(one.parts());
        for (One<?> one : all)
            if (!one.isPart() || pointedTo.contains(one.document().id()))
                is.put(one.key(), one.content());
        states.getOrDefault(view, Map.of())
                .forEach(
                        (key, at) ->
                                Optional.ofNullable(at.floorEntry(position))
                                        .ifPresent(
                                                last -> ought.put(key, last.getValue().content())));
        Set<String> differing = new HashSet<>(is.keySet());
        differing.addAll(ought.keySet());
        differing.removeIf(key -> is.containsKey(key) && is.get(key).equals(ought.get(key)));
        return differing.stream().map(key -> view + " " + key + " at " + position).toList();
    }

    /** What is wrong with a document somebody was just shown, if anything. */
    Optional<String> illegal(String view, ViewDocument shown) {
        One<?> one = one(view, shown);
        NavigableMap<Long, One<?>> at =
                states.getOrDefault(view, Map.of()).getOrDefault(one.key(), new TreeMap<>());
        One<?> known = at.get(shown.position());
        return known != null && known.content() == one.content()
                ? Optional.empty()
                : Optional.of(view + " shows a mixture: " + one.key() + " at " + shown.position());
    }

    /** Documents there can be by name; parts have other names in each store. */
    List<String> documents(String view) {
        return states.getOrDefault(view, Map.of()).keySet().stream()
                .filter(key -> !key.endsWith(One.PART))
                .toList();
    }

    Collection<String> views() {
        return projections.keySet();
    }

    private One<?> one(String view, BsonDocument stored) {
        return decoded(projections.get(view), stored);
    }

    private static <D extends ViewDocument> One<D> decoded(
            Projection<D> projection, BsonDocument stored) {
        return new One<>(projection, RecordCodec.of(projection.documents()).decode(stored));
    }

    private One<?> one(String view, ViewDocument document) {
        return cast(projections.get(view), document);
    }

    private static <D extends ViewDocument> One<D> cast(Projection<D> projection, ViewDocument d) {
        return new One<>(projection, projection.documents().cast(d));
    }

    /** A document, and what does not depend on how history was cut into batches. */
    private record One<D extends ViewDocument>(Projection<D> projection, D document) {
        static final String PART = " (part)";

        boolean isPart() {
            return projection.isPart(document.id());
        }

        /** A part stands in one of two slots by turns. */
        String key() {
            String id = document.id();
            return isPart() ? id.substring(0, id.length() - 1) + PART : id;
        }

        Collection<String> parts() {
            return projection.parts(document);
        }

        int content() {
            RecordCodec<D> codec = RecordCodec.of(projection.documents());
            BsonDocument plain = codec.encode(projection.withoutLayout(document));
            BsonDocument copy = new BsonDocument();
            copy.putAll(plain);
            copy.remove("_id");
            return copy.hashCode();
        }
    }
}
