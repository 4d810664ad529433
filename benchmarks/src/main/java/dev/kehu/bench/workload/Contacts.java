package dev.kehu.bench.workload;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * A history of interactions that is made while it is read: ten million of them would take most of
 * an hour to seal and store.
 */
public record Contacts(Interactions data, int count) implements History {
    private static final int PAGE = 2_000;
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String storeId() {
        return "contacts-" + count;
    }

    @Override
    public long head() {
        return count;
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return LongStream.rangeClosed(position + 1, Math.min(count, position + limit))
                .mapToObj(this::at)
                .toList();
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return List.of();
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return List.of();
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return Optional.empty();
    }

    @Override
    public Scan scan(long position) {
        return new Scan() {
            private long last = position;

            @Override
            public List<RecordedEvent> next() {
                List<RecordedEvent> page = readAfter(last, PAGE);
                last += page.size();
                return page;
            }

            @Override
            public void close() {}
        };
    }

    private RecordedEvent at(long position) {
        InteractionRecorded event = data.recorded(position);
        return new RecordedEvent(
                position,
                event.interactionId().value(),
                0,
                new UUID(0, position),
                "",
                "1",
                event.customerId().value(),
                THEN,
                event,
                Map.of(),
                new byte[0]);
    }
}
