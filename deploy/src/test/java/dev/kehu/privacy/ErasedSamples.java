package dev.kehu.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.Content;
import dev.kehu.platform.memory.Fold;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.search.Searchable;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Every golden sample without its personal members, in the order of the families. */
public final class ErasedSamples {
    private ErasedSamples() {}

    /** Has every fold take every sample, one after the other; gives the number of folds. */
    @SuppressWarnings("rawtypes") // beans are asked for by class
    public static int folds(
            SealingSerializer serializer,
            Collection<Projection> views,
            Collection<Searchable> indexes,
            Collection<Content> contents,
            Collection<Fold> states)
            throws Exception {
        List<RecordedEvent> events = samples(serializer);
        assertThat(events).hasSizeGreaterThan(25);
        for (Projection<?> view : views) {
            fold(view, events);
        }
        for (Searchable<?> index : indexes) {
            fold(index, events);
        }
        for (Content content : contents) {
            events.forEach(event -> content.rows(event, (table, row) -> {}));
        }
        for (Fold<?> fold : states) {
            evolve(fold, events);
        }
        return views.size() + indexes.size() + contents.size() + states.size();
    }

    private static List<RecordedEvent> samples(SealingSerializer serializer) throws Exception {
        List<RecordedEvent> events = new ArrayList<>();
        for (Class<?> family : EventNames.FAMILIES) {
            for (Class<?> type : family.getPermittedSubclasses()) {
                EventName name = type.getAnnotation(EventName.class);
                long position = events.size() + 1L;
                events.add(
                        new RecordedEvent(
                                position,
                                "stream-" + position,
                                0,
                                new UUID(0, position),
                                name.value(),
                                name.revision(),
                                "customer-1",
                                Instant.EPOCH,
                                erased(serializer, type, name),
                                Map.of(),
                                new byte[32]));
            }
        }
        return events;
    }

    private static DomainEvent erased(SealingSerializer serializer, Class<?> type, EventName name)
            throws Exception {
        String file = "/events/" + name.value() + ".r" + name.revision() + ".json";
        try (InputStream in = ErasedSamples.class.getResourceAsStream(file)) {
            ObjectNode sample = (ObjectNode) serializer.getObjectMapper().readTree(in);
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.isAnnotationPresent(Personal.class)) {
                    sample.remove(component.getName());
                }
            }
            return (DomainEvent) serializer.getObjectMapper().treeToValue(sample, type);
        }
    }

    private static <D extends ViewDocument> void fold(
            Projection<D> view, List<RecordedEvent> events) {
        Map<String, D> documents = new HashMap<>();
        Documents<D> batch =
                new Documents<>() {
                    @Override
                    public @Nullable D find(String id) {
                        return documents.get(id);
                    }

                    @Override
                    public void put(D document) {
                        documents.put(document.id(), document);
                    }

                    @Override
                    public boolean changed(String id) {
                        return documents.containsKey(id);
                    }
                };
        for (RecordedEvent event : events) {
            if (!view.touches(event).isEmpty()) {
                view.apply(event, batch);
            }
        }
    }

    private static <D extends ViewDocument> void fold(
            Searchable<D> index, List<RecordedEvent> events) {
        Map<String, D> documents = new HashMap<>();
        for (RecordedEvent event : events) {
            for (String id : index.touches(event)) {
                D before = documents.getOrDefault(id, index.blank(id));
                D after = index.on(before, event);
                index.describe(after, new org.apache.lucene.document.Document());
                documents.put(id, after);
            }
        }
    }

    private static <S> void evolve(Fold<S> fold, List<RecordedEvent> events) {
        S state = fold.unknown();
        for (RecordedEvent event : events) {
            try {
                state = fold.evolve(state, event.payload());
            } catch (ClassCastException ofAnotherStream) {
                continue;
            }
        }
    }
}
