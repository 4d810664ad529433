package dev.kehu.platform.projection;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.viewstore.Manifest;

import java.util.List;
import java.util.Optional;

/** Decides whether stored documents still follow from the history they claim. */
public final class ManifestCheck {
    private ManifestCheck() {}

    /** Why the view must be built anew, or empty when it may go on where it stands. */
    public static Optional<String> mismatch(
            Manifest manifest, int foldVersion, OrderedHistory history) {
        if (manifest.foldVersion() != foldVersion)
            return Optional.of("its fold or the zone has changed");
        if (manifest.position() == 0) return Optional.empty();
        if (!manifest.storeId().equals(history.storeId()))
            return Optional.of("it was built from another event store");
        if (manifest.position() > history.head())
            return Optional.of("it is ahead of the event store");
        if (!manifest.eventId().equals(eventId(manifest.position(), history)))
            return Optional.of("the event at its position is another one");
        return Optional.empty();
    }

    static String eventId(long position, OrderedHistory history) {
        List<RecordedEvent> events = history.readAfter(position - 1, 1);
        return events.isEmpty() ? "" : events.getFirst().eventId().toString();
    }
}
