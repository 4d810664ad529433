package dev.kehu.interaction.view.search;

import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.ViewDocument;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What was said in one interaction; texts readable.
 *
 * @param customer whose texts these are
 * @param texts summary, content, tags and notes, as far as there are any
 */
record Said(
        String id,
        long position,
        String customer,
        Instant occurredAt,
        String channel,
        String kind,
        List<String> texts)
        implements ViewDocument {

    static Said blank(String id) {
        return new Said(id, 0, "", Instant.EPOCH, "", "", List.of());
    }

    Said on(RecordedEvent event) {
        return switch (event.payload()) {
            case InteractionRecorded e ->
                    new Said(
                            id,
                            event.position(),
                            e.customerId().value(),
                            e.occurredAt(),
                            e.channel(),
                            e.kind(),
                            with(e.tags(), e.summary(), e.content()));
            case InteractionAnnotated e ->
                    new Said(
                            id,
                            event.position(),
                            e.customerId().value(),
                            occurredAt,
                            channel,
                            kind,
                            with(e.tags(), e.note()));
            default -> this;
        };
    }

    private List<String> with(@Nullable List<String> tags, @Nullable String... further) {
        List<String> all = new ArrayList<>(texts);
        Stream.of(further).filter(Objects::nonNull).forEach(all::add);
        if (tags != null) all.addAll(tags);
        return List.copyOf(all);
    }

    String all() {
        return String.join("\n", texts);
    }
}
