package dev.kehu.platform.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.kehu.platform.eventstore.StoredEvent;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One event on a line. Stored bytes stand there as text, so that people can read what is not
 * sealed; bytes that are no UTF-8 stand in {@code …Bytes} as base64.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryLine(
        long position,
        String streamType,
        String stream,
        long seq,
        UUID eventId,
        String name,
        String revision,
        String subject,
        Instant recordedAt,
        @Nullable String payload,
        byte @Nullable [] payloadBytes,
        @Nullable String meta,
        byte @Nullable [] metaBytes,
        byte[] leaf) {

    static HistoryLine of(StoredEvent e) {
        String payload = text(e.payload());
        String meta = text(e.meta());
        return new HistoryLine(
                e.position(),
                e.streamType(),
                e.stream(),
                e.seq(),
                e.eventId(),
                e.name(),
                e.revision(),
                e.subject(),
                Instant.ofEpochMilli(e.recordedAt()),
                payload,
                payload == null ? e.payload() : null,
                meta,
                meta == null ? e.meta() : null,
                e.leaf());
    }

    private static @Nullable String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)) ? text : null;
    }

    /** Whatever a line lacks is null here. */
    boolean incomplete() {
        return Stream.of(streamType, stream, eventId, name, revision, subject, recordedAt, leaf)
                        .anyMatch(Objects::isNull)
                || payload == null && payloadBytes == null
                || meta == null && metaBytes == null;
    }

    StoredEvent event() {
        return new StoredEvent(
                position,
                streamType,
                stream,
                seq,
                eventId,
                name,
                revision,
                subject,
                recordedAt.toEpochMilli(),
                bytes(payload, payloadBytes),
                bytes(meta, metaBytes),
                leaf);
    }

    private static byte[] bytes(@Nullable String text, byte @Nullable [] bytes) {
        return text == null ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }
}
