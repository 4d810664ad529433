package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One view as it stands: what readers ask, and what its processor writes. Readers may be any number
 * of threads and see every batch as soon as it is written; the engine's methods are called by one
 * thread at a time. Longer than most files: reading, folding and switching share one state.
 */
public final class LiveView<D extends ViewDocument> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
    private static final int TRIES = 3;

    private final Projection<D> projection;
    private final ViewStore store;
    private final History history;
    private final ViewPositions positions;
    private final ViewSettings settings;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;
    private final Map<String, D> recent;
    private volatile Manifest manifest;
    private volatile Map<String, Parked> parked = Map.of();

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
        this.recent = Collections.synchronizedMap(new Lru<>(settings.remembered()));
        this.manifest = blank(0);
    }

    public String name() {
        return projection.name();
    }

    /** Position of the last event folded. */
    public long position() {
        return manifest.position();
    }

    /** Changes when the view was built anew; documents read before and after do not mix. */
    public long generation() {
        return manifest.generation();
    }

    public Collection<Parked> parked() {
        return parked.values();
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

    /** A generation may be dropped under a reader that began before the switch: it reads again. */
    private <T> T read(Function<Generation, T> question) {
        while (true) {
            long before = manifest.generation();
            T answer = question.apply(new Generation(name(), before));
            if (manifest.generation() == before) return answer;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    Projection<D> projection() {
        return projection;
    }

    /** Takes up where the stored manifest stands, or starts over when it does not fit. */
    void open() {
        Optional<Manifest> stored = store.manifest(name());
        Optional<String> reason =
                stored.isPresent()
                        ? ManifestCheck.mismatch(stored.get(), foldVersion(), history)
                        : Optional.of("its documents have no manifest")
                                .filter(any -> !collections().isEmpty());
        if (reason.isPresent()) {
            LOG.info("View {} is built anew: {}", name(), reason.get());
            collections().forEach(store::drop);
        }
        if (stored.isPresent() && reason.isEmpty()) {
            dropOthers(stored.get());
            take(stored.get());
        } else startOver(stored.map(Manifest::generation).orElse(0L) + 1);
    }

    /** A process that ended within a rebuild or right after a switch left these. */
    private void dropOthers(Manifest kept) {
        List<String> own = new Generation(name(), kept.generation()).collections();
        collections().stream().filter(each -> !own.contains(each)).forEach(store::drop);
    }

    private void startOver(long generation) {
        Manifest fresh = blank(generation);
        store.remember(fresh);
        take(fresh);
    }

    /** Reads everything of a generation and answers from it from now on. */
    private void take(Manifest next) {
        Generation generation = new Generation(name(), next.generation());
        recent.clear();
        parked = generation.parked(store);
        projection.opened(() -> generation.scan(store, codec).iterator());
        manifest = next;
        positions.reached(name(), next.position());
    }

    private Collection<String> collections() {
        return store.collections().stream().filter(c -> Generation.isOf(name(), c)).toList();
    }

    /** Folds and writes a batch; nothing is remembered before {@link #remember}. */
    Folded<D> flush(List<RecordedEvent> events) {
        Generation generation = new Generation(name(), manifest.generation());
        for (int tries = 0; tries < TRIES; tries++) {
            Workspace<D> workspace =
                    new Workspace<>(store, generation.documents(), projection, codec, recent);
            Map<String, Parked> after = new LinkedHashMap<>(parked);
            folding.fold(events, workspace, after);
            if (!workspace.conflicts()) {
                generation.park(store, parked, after);
                return new Folded<>(at(manifest, events.getLast()), workspace.changes(), after);
            }
            recent.clear();
        }
        throw new IllegalStateException(
                "Documents of view " + name() + " keep being written by somebody else");
    }

    void remember(Folded<D> folded) {
        store.remember(folded.manifest());
    }

    void committed(Folded<D> folded) {
        folded.changed().forEach(document -> recent.put(document.id(), document));
        if (folded.parked().size() > parked.size())
            LOG.warn("View {} has parked {} subject(s)", name(), folded.parked().size());
        parked = folded.parked();
        manifest = folded.manifest();
        try {
            projection.written(folded.changed());
        } catch (RuntimeException fault) {
            LOG.error("View {} could not pass on a batch: {}", name(), fault.getClass().getName());
        }
        positions.reached(name(), manifest.position());
    }

    /** Forgets what is not known to be stored. */
    void failed() {
        recent.clear();
    }

    NewGeneration<D> nextGeneration() {
        Generation next = new Generation(name(), manifest.generation() + 1);
        next.collections().forEach(store::drop);
        return new NewGeneration<>(store, next, projection, codec, folding, blank(next.number()));
    }

    /** Answers from the new generation from now on; the processor stands still meanwhile. */
    void switchTo(Manifest next) {
        Generation old = new Generation(name(), manifest.generation());
        store.remember(next);
        store.commit();
        take(next);
        old.collections().forEach(store::drop);
    }

    private int foldVersion() {
        return 31 * projection.version() + settings.zone().getId().hashCode();
    }

    private Manifest blank(long generation) {
        return new Manifest(name(), generation, history.storeId(), foldVersion(), 0, "");
    }

    static Manifest at(Manifest manifest, RecordedEvent last) {
        return new Manifest(
                manifest.view(),
                manifest.generation(),
                manifest.storeId(),
                manifest.foldVersion(),
                last.position(),
                last.eventId().toString());
    }

    /** What a batch did. */
    record Folded<D>(Manifest manifest, Collection<D> changed, Map<String, Parked> parked) {}
}
