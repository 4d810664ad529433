package dev.kehu.platform.saga;

import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.saga.Happening.Accepted;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Happening.Refused;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.ObjectMapper;

/** Happenings as they are parked: of an event only its place, so that no content is kept. */
final class StoredHappening {
    private final ObjectMapper mapper;
    private final EventHistory history;

    StoredHappening(ObjectMapper mapper, EventHistory history) {
        this.mapper = mapper;
        this.history = history;
    }

    static String kind(Happening happening) {
        return switch (happening) {
            case Occurred e -> "event";
            case Due e -> "deadline";
            case Accepted e -> "accepted";
            case Refused e -> "refused";
        };
    }

    static long position(Happening happening) {
        return happening instanceof Occurred occurred ? occurred.position() : 0;
    }

    @Nullable String detail(Happening happening) {
        return happening instanceof Occurred ? null : mapper.writeValueAsString(happening);
    }

    Happening read(Parked parked) {
        return switch (parked.kind()) {
            case "event" -> event(parked.position());
            case "deadline" -> mapper.readValue(parked.detail(), Due.class);
            case "accepted" -> mapper.readValue(parked.detail(), Accepted.class);
            case "refused" -> mapper.readValue(parked.detail(), Refused.class);
            default -> throw new IllegalStateException("Nothing parks " + parked.kind());
        };
    }

    private Occurred event(long position) {
        return new Occurred(history.readAfter(position - 1, 1).getFirst().payload(), position);
    }
}
