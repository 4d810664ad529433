package dev.kehu.platform.world;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.SubjectProjection;
import dev.kehu.platform.projection.SubjectView;

import java.util.Collection;
import java.util.List;

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
        return new Marks(id, 0, 0);
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

    /** What is counted. */
    public record Marks(String id, long position, long count) implements SubjectView<Marks> {
        @Override
        public Marks on(RecordedEvent event) {
            return new Marks(id, event.position(), count + 1);
        }

        @Override
        public Marks combine(Marks absorbed) {
            return this;
        }
    }
}
