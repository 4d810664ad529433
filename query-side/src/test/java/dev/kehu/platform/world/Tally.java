package dev.kehu.platform.world;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.SubjectProjection;
import dev.kehu.platform.projection.SubjectView;

import java.util.Collection;
import java.util.List;

/** Counts the interactions of a customer; what it dislikes cannot be folded. */
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
        if (!(event.payload() instanceof InteractionRecorded e)) return List.of();
        if (e.kind().equals(dislikes)) throw new IllegalStateException("disliked");
        return List.of(e.customerId().value());
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
