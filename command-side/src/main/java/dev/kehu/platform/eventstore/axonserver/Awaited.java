package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.StoredEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Events that were sent and whose position is not known yet: the tail tells it. */
final class Awaited {
    private final Map<UUID, CompletableFuture<StoredEvent>> places = new ConcurrentHashMap<>();

    /** Completes once all events of it have come by. */
    CompletableFuture<List<StoredEvent>> of(Append member) {
        List<CompletableFuture<StoredEvent>> all = new ArrayList<>();
        for (Draft draft : member.drafts()) {
            all.add(places.computeIfAbsent(draft.eventId(), id -> new CompletableFuture<>()));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    void forget(Append member) {
        member.drafts().forEach(draft -> places.remove(draft.eventId()));
    }

    void came(List<StoredEvent> events) {
        for (StoredEvent event : events) {
            CompletableFuture<StoredEvent> place = places.get(event.eventId());
            if (place != null) {
                place.complete(event);
            }
        }
    }
}
