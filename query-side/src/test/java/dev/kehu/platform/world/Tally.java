package dev.kehu.platform.world;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.SubjectProjection;
import dev.kehu.platform.projection.SubjectView;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Counts the interactions and persons of a customer; what it dislikes cannot be folded. */
public final class Tally implements SubjectProjection<Tally.Marks> {
    public volatile String dislikes = "poison";

    @Override
    public String name() {
        return "tally";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<Marks> documents() {
        return Marks.class;
    }

    @Override
    public Marks blank(String id) {
        return new Marks(id, 0, 0, List.of());
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case InteractionRecorded e -> touched(e.kind(), e.customerId());
            case ContactPersonAdded e -> touched("person", e.customerId());
            default -> List.of();
        };
    }

    private List<String> touched(String kind, CustomerId customer) {
        if (kind.equals(dislikes)) throw new IllegalStateException("disliked");
        return List.of(customer.value());
    }

    @Override
    public List<String> related(Marks document) {
        return document.persons();
    }

    /** What is counted. */
    public record Marks(String id, long position, long count, List<String> persons)
            implements SubjectView<Marks> {
        @Override
        public Marks on(RecordedEvent event) {
            Stream<String> person = Stream.of(event.subject()).filter(it -> !it.equals(id));
            List<String> all = Stream.concat(persons.stream(), person).distinct().toList();
            return new Marks(id, event.position(), count + 1, all);
        }

        @Override
        public Marks combine(Marks absorbed) {
            return this;
        }
    }
}
