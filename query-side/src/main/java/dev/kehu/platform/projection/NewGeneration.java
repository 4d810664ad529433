package dev.kehu.platform.projection;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.bulk.Mark;
import dev.kehu.platform.projection.bulk.Share;
import dev.kehu.platform.projection.bulk.Sheaves;
import dev.kehu.platform.projection.bulk.Strangers;
import dev.kehu.platform.projection.bulk.Stride;
import dev.kehu.platform.projection.bulk.Writes;
import dev.kehu.platform.projection.compare.Side;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A view being built beside the one in use: subject by subject from the beginning, or in runs of
 * history. What is written says how far it goes, and is gone on with after a crash.
 */
final class NewGeneration<D extends ViewDocument> {
    private static final RecordCodec<Mark> MARK = RecordCodec.of(Mark.class);

    /** More than this does not wait for the next commit: one commit is put together in memory. */
    private static final long COMMITTED_AT_ONCE = 8L << 20;

    private final ViewStore store;
    private final Shelf shelf;
    private final Generation generation;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;
    private final Stride stride = new Stride();
    private final long epoch;
    private volatile Spots spots; // never changed once it is here: others fold with it
    private @Nullable Mark mark;
    private long uncommitted;
    private Manifest manifest;
    private Consumer<Collection<String>> watcher = ids -> {};

    /**
     * @param from as far as its documents have come
     */
    NewGeneration(
            ViewStore store, Shelf shelf, Folding<D> folding, RecordCodec<D> codec, Manifest from) {
        this.store = store;
        this.epoch = store.epoch();
        this.shelf = shelf;
        this.generation = new Generation(from.view(), from.generation());
        this.codec = codec;
        this.folding = folding;
        this.spots = Spots.load(store, generation.spots());
        List<BsonDocument> marks = store.range(generation.sweep(), null, null, 1);
        this.mark = marks.isEmpty() ? null : MARK.decode(marks.getFirst());
        this.manifest = from;
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

    Projection<D> projection() {
        return folding.projection();
    }

    /**
     * Folds and writes what of these follows {@link #position}; what it has folded already is
     * passed over.
     *
     * @param bytes its documents may take in memory until they are written
     */
    void fold(List<RecordedEvent> events, long bytes) {
        List<RecordedEvent> due = due(events);
        for (int from = 0; from < due.size(); ) {
            int to = Math.min(due.size(), from + stride.length());
            stride.took(to - from, run(due.subList(from, to)), bytes);
            from = to;
        }
    }

    private List<RecordedEvent> due(List<RecordedEvent> events) {
        if (events.isEmpty() || events.getFirst().position() > position()) return events;
        return events.stream().filter(event -> event.position() > position()).toList();
    }

    /**
     * @return bytes its documents took
     */
    private long run(List<RecordedEvent> events) {
        Writes writes = new Writes();
        Spots after = spots.copy();
        Sheaves sheaves = Sheaves.of(events, folding::subjects);
        for (List<RecordedEvent> some : sheaves.parts()) writes.add(folded(some, after)::changes);
        if (sheaves.mixed() && !after.same(spots)) {
            writes = new Writes(); // who waits for whom, only one order tells
            after = spots.copy();
            writes.add(folded(events, after)::changes);
        }
        RecordedEvent last = events.getLast();
        Manifest reached = manifest.at(last.position(), last.eventId().toString());
        write(writes, after, () -> shelf.remember(reached));
        manifest = reached;
        long bytes = writes.scattered();
        if (bytes > COMMITTED_AT_ONCE) store.commit();
        return bytes;
    }

    private Workspace<D> folded(List<RecordedEvent> events, Spots after) {
        Workspace<D> workspace = workspace();
        folding.fold(events, workspace, after);
        return workspace;
    }

    private Workspace<D> workspace() {
        return new Workspace<>(
                store, generation.documents(), folding.projection(), codec, Map.of());
    }

    /** As far as it was built subject by subject. */
    Optional<Mark> mark() {
        return Optional.ofNullable(mark);
    }

    /** Takes back what was built subject by subject; the mark first, for it speaks of the rest. */
    void startOver() {
        store.drop(generation.sweep());
        generation.collections().forEach(store::drop);
        mark = null;
        spots = Spots.none();
    }

    /** Folds subjects; any thread may, and several at once. */
    Share fold(
            Map<String, List<RecordedEvent>> bySubject,
            boolean fresh,
            Strangers strangers,
            Vault vault) {
        Spots before = spots;
        Spots after = before.copy();
        Workspace<D> workspace = fresh ? workspace().fresh() : workspace();
        new Folding<>(folding.projection(), vault).fold(bySubject, workspace, after, strangers);
        Writes writes = new Writes();
        writes.add(workspace::changes);
        return new Share(writes, before, after);
    }

    /** Writes what was folded; it counts once {@link #reached} is called. */
    void write(Share share, @Nullable Mark reached) {
        write(share.writes(), spots.with(share.before(), share.after()), () -> remember(reached));
        if (reached != null) mark = reached;
        uncommitted += share.writes().together();
        if (uncommitted < COMMITTED_AT_ONCE) return;
        uncommitted = 0;
        store.commit();
    }

    private void remember(@Nullable Mark reached) {
        if (reached == null) return;
        Long before = mark == null ? null : mark.position();
        Change change = new Change(reached.id(), before, MARK.encode(reached));
        if (!store.save(generation.sweep(), List.of(change)).isEmpty()) throw disturbed();
    }

    /** Everything up to this event is in the documents. */
    void reached(RecordedEvent last) {
        Manifest reached = manifest.at(last.position(), last.eventId().toString());
        write(new Writes(), spots, () -> shelf.remember(reached));
        manifest = reached;
        store.drop(generation.sweep());
    }

    boolean parks() {
        return spots.parked() > 0;
    }

    /** What is folded, and how far that is, in one step. */
    private void write(Writes writes, Spots after, Runnable remember) {
        ViewStore.Batch batch = store.begin();
        try {
            if (store.epoch() != epoch)
                throw new Workspace.StoreFailed(
                        "The store lost a part of view " + generation.view());
            for (List<Change> stage : writes.stages())
                if (!store.save(generation.documents(), stage).isEmpty()) throw disturbed();
            after.save(store, generation.spots(), spots);
            remember.run();
        } finally {
            batch.close();
        }
        watcher.accept(writes.ids());
        spots = after;
    }

    private IllegalStateException disturbed() {
        return new IllegalStateException(
                "Somebody else writes to the new generation of view " + generation.view());
    }
}
