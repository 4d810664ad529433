package dev.kehu.bench.workload;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** A history that is made while it is read, for those who follow all of it in order of position. */
interface Unstored extends History {
    Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    /** The event there. */
    RecordedEvent at(long position);

    /** An event of a subject, recorded in a stream named like it. */
    static RecordedEvent recorded(long position, String subject, DomainEvent event) {
        return new RecordedEvent(
                position,
                subject,
                0,
                new UUID(0, position),
                "",
                "1",
                subject,
                THEN,
                event,
                Map.of(),
                new byte[0]);
    }

    @Override
    default List<RecordedEvent> readAfter(long position, int limit) {
        return LongStream.rangeClosed(position + 1, Math.min(head(), position + limit))
                .mapToObj(this::at)
                .toList();
    }

    @Override
    default List<RecordedEvent> readSubject(String subject, long position, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    default List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    default Optional<String> subjectBehind(String subject, int events) {
        throw new UnsupportedOperationException();
    }
}
