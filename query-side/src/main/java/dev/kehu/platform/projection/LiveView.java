package dev.kehu.platform.projection;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One view as it stands: what readers ask, and what its processor writes. Readers may be any number
 * of threads and see every batch as soon as it is written; the engine's methods are called by one
 * thread at a time. Longer than most files: reading, folding and switching share one state.
 */
public final class LiveView<D extends ViewDocument> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
    private static final int TRIES = 3;
    private static final long NEVER = -1;

    private final Projection<D> projection;
    private final ViewStore store;
    private final History history;
    private final ViewPositions positions;
    private final ViewSettings settings;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;
    private final Shelf shelf;
    private final Succession<D> succession;
    private final Map<String, D> recent;
    private volatile Manifest manifest;
    private final ReentrantLock work = new ReentrantLock();
    private volatile long epoch = NEVER;
    private volatile Spots spots = Spots.none();
    private volatile @Nullable String anew;
    private @Nullable ViewStoreFailure unsettled;

    LiveView(
            Projection<D> projection,
            ViewStore store,
            History history,
            Vault vault,
            ViewPositions positions,
            ViewSettings settings) {
        this.projection = projection;
        this.store = store;
        this.history = history;
        this.positions = positions;
        this.settings = settings;
        this.codec = RecordCodec.of(projection.documents());
        this.folding = new Folding<>(projection, vault);
        this.shelf = new Shelf(store, projection.name());
        this.succession = new Succession<>(this, shelf, store, history, codec, folding);
        this.recent = Collections.synchronizedMap(new Lru<>(settings.remembered()));
        this.manifest = succession.blank(0);
    }

    public String name() {
        return projection.name();
    }

    /** Position of the last event folded. */
    public long position() {
        return manifest.position();
    }

    /** Whether the store says that no event was ever folded; a view that was taken back is not. */
    public boolean isBlank() {
        return shelf.inUse().map(Manifest::position).orElse(0L) == 0;
    }

    /** Changes when the view was built anew; documents read before and after do not mix. */
    public long generation() {
        return manifest.generation();
    }

    /** Why what was stored of it did not fit when this process opened it, if so. */
    public Optional<String> anew() {
        return Optional.ofNullable(anew);
    }

    /** Subjects one of whose events could not be folded. */
    public List<Parked> parked() {
        return spots.parked(name());
    }

    public Optional<D> find(String id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    /** The documents with these ids, by id; absent ones are missing. */
    public Map<String, D> findAll(Collection<String> ids) {
        return read(
                generation -> {
                    Map<String, D> found = new HashMap<>();
                    store.load(generation.documents(), ids)
                            .forEach((id, document) -> found.put(id, codec.decode(document)));
                    return found;
                });
    }

    /** What is found in all documents, which are read in pages; those of one build. */
    public <T> T scanned(Function<Stream<D>, T> question) {
        return read(generation -> question.apply(generation.scan(store, codec)));
    }

    /** A generation may be dropped under a reader that began before the switch: it reads again. */
    private <T> T read(Function<Generation, T> question) {
        while (true) {
            long before = manifest.generation();
            T answer = question.apply(new Generation(name(), before));
            if (manifest.generation() == before) return answer;
        }
    }

    /** What the view leaves out; read only. */
    public Spots spots() {
        return spots;
    }

    /** Held by whoever writes documents: a batch, or who mends some. */
    ReentrantLock work() {
        return work;
    }

    /** Keeps others from writing, and the store from committing, until it is closed. */
    ViewStore.Batch begin() {
        work.lock();
        try {
            ViewStore.Batch batch = store.begin();
            if (takenBack()) {
                batch.close();
                throw new Workspace.StoreFailed("View " + name() + " was taken back");
            }
            return () -> {
                batch.close();
                work.unlock();
            };
        } catch (RuntimeException failure) {
            work.unlock();
            throw failure;
        }
    }

    /** Nothing is known of its documents until it is opened again. */
    void forgetPosition() {
        manifest = manifest.at(0, "");
        positions.reached(name(), 0);
    }

    /** The store fell back to its last commit since the view was opened: it has to be again. */
    boolean takenBack() {
        return store.epoch() != epoch;
    }

    Manifest manifest() {
        return manifest;
    }

    public Projection<D> projection() {
        return projection;
    }

    Generation inUse() {
        return new Generation(name(), manifest.generation());
    }

    ViewSettings settings() {
        return settings;
    }

    Succession<D> succession() {
        return succession;
    }

    Mending<D> mending() {
        return new Mending<>(this, store, history, codec, folding);
    }

    /** Takes up where the stored manifest stands, or starts over when it does not fit. */
    void open() {
        long now = store.epoch();
        succession.open().ifPresent(why -> anew = why);
        take(shelf.inUse().orElseThrow());
        epoch = now; // not before: a view that could not be opened is still taken back
    }

    /** Reads everything of a generation and answers from it from now on. */
    private void take(Manifest next) {
        Generation generation = new Generation(name(), next.generation());
        recent.clear();
        spots = Spots.load(store, generation.spots());
        projection.opened(() -> generation.scan(store, codec).iterator());
        manifest = next;
        positions.reached(name(), next.position());
    }

    /** Folds and writes a batch; nothing is remembered before {@link #remember}. */
    Folded<D> flush(List<RecordedEvent> events) {
        Generation generation = inUse();
        if (events.getFirst().position() > manifest.position() + 1)
            throw new Workspace.StoreFailed("View " + name() + " was taken back meanwhile");
        for (int tries = 0; tries < TRIES; tries++) {
            Workspace<D> workspace =
                    new Workspace<>(store, generation.documents(), projection, codec, recent);
            Spots after = spots.copy();
            folding.fold(events, workspace, after);
            if (!conflicts(workspace)) {
                after.save(store, generation.spots(), spots);
                return new Folded<>(at(events.getLast()), workspace.changes(), after);
            }
            recent.clear();
        }
        throw new IllegalStateException(
                "Documents of view " + name() + " keep being written by somebody else", unsettled);
    }

    /** What was not confirmed may be in the way of the next try, and not be read yet. */
    private boolean conflicts(Workspace<D> workspace) {
        try {
            return workspace.conflicts();
        } catch (ViewStoreFailure failure) {
            unsettled = failure;
            throw failure;
        }
    }

    void remember(Folded<D> folded) {
        store.remember(folded.manifest());
    }

    void committed(Folded<D> folded) {
        if (folded.spots().parked() > spots.parked())
            LOG.warn("View {} has parked {} subject(s)", name(), folded.spots().parked());
        unsettled = null;
        written(folded.changed(), folded.spots());
        manifest = folded.manifest();
        positions.reached(name(), manifest.position());
    }

    /** These documents stand in the store now, and this is what is left out of them. */
    void written(Collection<D> documents, Spots leftOut) {
        documents.forEach(document -> recent.put(document.id(), document));
        spots = leftOut;
        try {
            projection.written(documents);
        } catch (RuntimeException fault) {
            LOG.error("View {} could not pass on a batch: {}", name(), fault.getClass().getName());
        }
    }

    /** Forgets what is not known to be stored. */
    void failed() {
        recent.clear();
    }

    /**
     * Answers from the new generation from now on; the processor stands still meanwhile.
     *
     * @param builtIn the store's epoch all of it was written in
     */
    void switchTo(Manifest next, long builtIn) {
        work.lock();
        try {
            if (store.epoch() != builtIn)
                throw new Workspace.StoreFailed("The store lost a part of view " + name());
            shelf.use(next, shelf.inUse().filter(old -> old.position() > 0));
            try {
                take(next);
            } catch (RuntimeException half) {
                epoch = NEVER; // it is opened again
                throw half;
            }
        } finally {
            work.unlock();
        }
    }

    private Manifest at(RecordedEvent last) {
        return manifest.at(last.position(), last.eventId().toString());
    }

    /** What a batch did. */
    record Folded<D>(Manifest manifest, Collection<D> changed, Spots spots) {}

    /** Keeps the entries used last. */
    private static final class Lru<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Lru(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
