package dev.kehu.platform.projection;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.compare.Side;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A view being built beside the one in use: folded in memory from large pages of history, written
 * when many documents have gathered, so that memory stays bounded and a document is written few
 * times. What is written says how far it goes, and is gone on with after a crash.
 */
final class NewGeneration<D extends ViewDocument> {
    /** A view few events are about would otherwise write nothing, and begin at the first again. */
    private static final long EVENTS_FOR_A_DOCUMENT = 25;

    private final ViewStore store;
    private final Shelf shelf;
    private final Generation generation;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;
    private final Spots spots;
    private final int gathered;
    private final long epoch;

    /** Busy customers come again soon; what was just written need not be read back. */
    private final Map<String, D> recent;

    private Spots written;
    private Manifest manifest;
    private long writtenAt;
    private Workspace<D> workspace;
    private Consumer<Collection<String>> watcher = ids -> {};

    /**
     * @param from as far as its documents have come
     * @param gathered how many documents are written together, and as many remembered
     */
    NewGeneration(
            ViewStore store,
            Shelf shelf,
            Folding<D> folding,
            RecordCodec<D> codec,
            Manifest from,
            int gathered) {
        this.store = store;
        this.epoch = store.epoch();
        this.shelf = shelf;
        this.generation = new Generation(from.view(), from.generation());
        this.codec = codec;
        this.folding = folding;
        this.spots = Spots.load(store, generation.spots());
        this.written = spots.copy();
        this.gathered = gathered;
        this.recent = new Lru<>(gathered);
        this.manifest = from;
        this.writtenAt = from.position();
        this.workspace = workspace();
    }

    long position() {
        return manifest.position();
    }

    Manifest manifest() {
        return manifest;
    }

    /** The store's, when the build was begun: in another one a part of it is gone. */
    long epoch() {
        return epoch;
    }

    /** Lets somebody hear which documents are written from here on. */
    void watch(Consumer<Collection<String>> listener) {
        watcher = listener;
    }

    Side side() {
        return new Side(
                generation.documents(),
                this::position,
                subject ->
                        spots.parked(generation.view(), subject).map(Parked::position).orElse(0L));
    }

    /** Folds what of these follows {@link #position}; what it has folded already is passed over. */
    void fold(List<RecordedEvent> events) {
        List<RecordedEvent> due = due(events);
        if (due.isEmpty()) return;
        folding.fold(due, workspace, spots);
        RecordedEvent last = due.getLast();
        manifest = manifest.at(last.position(), last.eventId().toString());
        if (workspace.changes().size() >= gathered
                || position() - writtenAt >= gathered * EVENTS_FOR_A_DOCUMENT) write();
    }

    private List<RecordedEvent> due(List<RecordedEvent> events) {
        if (events.isEmpty() || events.getFirst().position() > position()) return events;
        return events.stream().filter(event -> event.position() > position()).toList();
    }

    /** Writes what is folded, and how far that is, in one step. */
    void write() {
        ViewStore.Batch batch = store.begin();
        try {
            if (store.epoch() != epoch)
                throw new Workspace.StoreFailed(
                        "The store lost a part of view " + generation.view());
            if (workspace.conflicts())
                throw new IllegalStateException(
                        "Somebody else writes to the new generation of view " + generation.view());
            spots.save(store, generation.spots(), written);
            shelf.remember(manifest);
        } finally {
            batch.close();
        }
        watcher.accept(workspace.changes().stream().map(ViewDocument::id).toList());
        workspace.changes().forEach(document -> recent.put(document.id(), document));
        workspace = workspace();
        written = spots.copy();
        writtenAt = position();
    }

    private Workspace<D> workspace() {
        return new Workspace<>(store, generation.documents(), folding.projection(), codec, recent);
    }
}
