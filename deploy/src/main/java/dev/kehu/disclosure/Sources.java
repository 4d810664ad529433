package dev.kehu.disclosure;

import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Where what is known came from: who had it recorded, from which source of theirs, how often. */
final class Sources implements Part {
    private final EventHistory history;

    Sources(EventHistory history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public String title() {
        return "Where we have it from";
    }

    private record Source(String by, @Nullable String source) implements Comparable<Source> {
        static Source of(RecordedEvent event) {
            String by = event.metadata().getOrDefault("actor", "");
            return switch (event.payload()) {
                case InteractionRecorded e -> new Source(by, e.source());
                case CustomerFileReceived e -> new Source(by, e.source());
                case DeliveryQuarantined e -> new Source(by, e.source());
                default -> new Source(by, null);
            };
        }

        @Override
        public int compareTo(Source other) {
            return toString().compareTo(other.toString());
        }
    }

    @Override
    public void tell(Whom whom, Consumer<Object> record) {
        SortedMap<Source, Long> counts = new TreeMap<>();
        for (String subject : whom.subjects()) {
            history.eachOf(subject, event -> counts.merge(Source.of(event), 1L, Long::sum));
        }
        counts.forEach(
                (source, count) -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("recordedBy", source.by());
                    if (source.source() != null) {
                        told.put("source", source.source());
                    }
                    told.put("events", count);
                    record.accept(told);
                });
    }
}
