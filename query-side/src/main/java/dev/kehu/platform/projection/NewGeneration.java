package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A view being built beside the one in use: folded in memory from large pages of history, written
 * when many documents have gathered, so that memory stays bounded and a document is written few
 * times.
 */
final class NewGeneration<D extends ViewDocument> {
    private static final int PAGE = 5_000;
    private static final int GATHERED = 20_000;

    private final ViewStore store;
    private final Generation generation;
    private final Projection<D> projection;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;
    private final History history;
    private final Map<String, Parked> parked = new LinkedHashMap<>();
    private Manifest manifest;
    private Workspace<D> workspace;

    NewGeneration(
            ViewStore store,
            Generation generation,
            Projection<D> projection,
            RecordCodec<D> codec,
            Folding<D> folding,
            History history,
            Manifest blank) {
        this.store = store;
        this.generation = generation;
        this.projection = projection;
        this.codec = codec;
        this.folding = folding;
        this.history = history;
        this.manifest = blank;
        this.workspace = workspace();
    }

    long position() {
        return manifest.position();
    }

    /**
     * Folds the next page.
     *
     * @return false when there was nothing left
     */
    boolean page() {
        List<RecordedEvent> events = history.readAfter(manifest.position(), PAGE);
        if (events.isEmpty()) return false;
        folding.fold(events, workspace, parked);
        manifest = LiveView.at(manifest, events.getLast());
        if (workspace.changes().size() >= GATHERED) write();
        return true;
    }

    /** Writes what is left. The manifest says how far the documents have come. */
    Manifest finish() {
        write();
        generation.park(store, Map.of(), parked);
        return manifest;
    }

    void drop() {
        generation.collections().forEach(store::drop);
    }

    private void write() {
        if (workspace.conflicts())
            throw new IllegalStateException(
                    "Somebody else writes to the new generation of view " + generation.view());
        workspace = workspace();
    }

    private Workspace<D> workspace() {
        return new Workspace<>(store, generation.documents(), projection, codec, Map.of());
    }
}
