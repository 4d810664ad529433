package dev.kehu.platform.projection;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import java.util.List;
import java.util.Map;

/**
 * A view being built beside the one in use: folded in memory from large pages of history, written
 * when many documents have gathered, so that memory stays bounded and a document is written few
 * times.
 */
final class NewGeneration<D extends ViewDocument> {
    private static final int GATHERED = 2_000;

    /** Busy customers come again soon; what was just written need not be read back. */
    private static final int REMEMBERED = 2_000;

    private final ViewStore store;
    private final Generation generation;
    private final Projection<D> projection;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;
    private final Spots spots = Spots.none();
    private final Map<String, D> recent = new Lru<>(REMEMBERED);
    private Manifest manifest;
    private Workspace<D> workspace;

    NewGeneration(
            ViewStore store,
            Generation generation,
            Projection<D> projection,
            RecordCodec<D> codec,
            Folding<D> folding,
            Manifest blank) {
        this.store = store;
        this.generation = generation;
        this.projection = projection;
        this.codec = codec;
        this.folding = folding;
        this.manifest = blank;
        this.workspace = workspace();
    }

    long position() {
        return manifest.position();
    }

    /** Folds what comes right after {@link #position}; at least one event. */
    void fold(List<RecordedEvent> events) {
        folding.fold(events, workspace, spots);
        RecordedEvent last = events.getLast();
        manifest = manifest.at(last.position(), last.eventId().toString());
        if (workspace.changes().size() >= GATHERED) write();
    }

    /** Writes what is left. The manifest says how far the documents have come. */
    Manifest finish() {
        write();
        spots.save(store, generation.spots(), Spots.none());
        return manifest;
    }

    void drop() {
        generation.collections().forEach(store::drop);
    }

    private void write() {
        if (workspace.conflicts())
            throw new IllegalStateException(
                    "Somebody else writes to the new generation of view " + generation.view());
        workspace.changes().forEach(document -> recent.put(document.id(), document));
        workspace = workspace();
    }

    private Workspace<D> workspace() {
        return new Workspace<>(store, generation.documents(), projection, codec, recent);
    }
}
