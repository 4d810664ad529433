package dev.kehu.platform.projection;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.History;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.compare.Comparing;
import dev.kehu.platform.projection.compare.Reading;
import dev.kehu.platform.projection.compare.Side;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What was there before the build of a view that is in use, and what comes after it. */
final class Succession<D extends ViewDocument> {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** Raised when what stands beside the documents changes its form. */
    private static final int LAYOUT = 2;

    private final LiveView<D> view;
    private final Shelf shelf;
    private final ViewStore store;
    private final History history;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;

    Succession(
            LiveView<D> view,
            Shelf shelf,
            ViewStore store,
            History history,
            RecordCodec<D> codec,
            Folding<D> folding) {
        this.view = view;
        this.shelf = shelf;
        this.store = store;
        this.history = history;
        this.codec = codec;
        this.folding = folding;
    }

    /**
     * Leaves a build in use that fits: the stored one, or a blank one.
     *
     * @return why the stored one does not fit
     */
    Optional<String> open() {
        if (shelf.kept().filter(kept -> !isOfThisHistory(kept)).isPresent()) shelf.dropKept();
        Optional<Manifest> stored = shelf.inUse();
        Optional<String> reason = stored.isPresent() ? mismatch(stored.get()) : missing();
        reason.ifPresent(why -> LOG.warn("View {} is built anew: {}", view.name(), why));
        shelf.tidy(); // first: documents nobody names must not be found under a new number
        if (stored.isEmpty() || reason.isPresent())
            shelf.use(blank(shelf.unused()), stored.filter(this::isOfThisHistory));
        return reason;
    }

    private Optional<String> missing() {
        if (!Generation.of(view.name(), store).isEmpty())
            return Optional.of("its documents have no manifest");
        return history.head() == 0
                ? Optional.empty()
                : Optional.of("the view store holds nothing of it");
    }

    private Optional<String> mismatch(Manifest stored) {
        return ManifestCheck.mismatch(stored, foldVersion(), history);
    }

    /** Another fold may have made it: then it can be compared, but answers nothing. */
    private boolean isOfThisHistory(Manifest stored) {
        return stored.position() > 0
                && ManifestCheck.mismatch(stored, stored.foldVersion(), history).isEmpty();
    }

    private int foldVersion() {
        int zone = view.settings().zone().getId().hashCode();
        return 31 * (31 * folding.projection().version() + zone) + LAYOUT;
    }

    Manifest blank(long generation) {
        return new Manifest(view.name(), generation, history.storeId(), foldVersion(), 0, "");
    }

    /** A build that was begun and fits still, or a new one. */
    NewGeneration<D> nextGeneration() {
        long before = store.epoch();
        Manifest from = unfinished().orElseGet(this::another);
        var next = new NewGeneration<>(store, shelf, folding, codec, from);
        if (next.epoch() != before)
            throw new Workspace.StoreFailed("The store lost a part of view " + view.name());
        return next;
    }

    /** What a process left that ended while the view was built anew. */
    Optional<Manifest> unfinished() {
        return shelf.next().filter(next -> mismatch(next).isEmpty());
    }

    private Manifest another() {
        shelf.abandonNext();
        Manifest blank = blank(shelf.unused());
        shelf.remember(blank);
        return blank;
    }

    /**
     * Gives up what was to take the place of the build in use.
     *
     * @param wasKept it goes back to where it was
     */
    void abandon(boolean wasKept) {
        if (wasKept) shelf.putBack();
        else shelf.abandonNext();
    }

    /** Compares a new build with the one in use, or the one before where nothing is in that. */
    Optional<Comparing> comparing(Side next) {
        return old().map(
                        old ->
                                new Comparing(
                                        store,
                                        history,
                                        folding.vault(),
                                        new DocumentReading<>(folding.projection(), codec),
                                        old,
                                        next));
    }

    private Optional<Side> old() {
        if (view.position() > 0)
            return Optional.of(side(view.inUse(), view::position, view::spots));
        return shelf.kept().map(this::side);
    }

    private Side side(Manifest kept) {
        Generation build = new Generation(view.name(), kept.generation());
        Spots left = Spots.load(store, build.spots());
        return side(build, kept::position, () -> left);
    }

    private Side side(Generation build, LongSupplier position, Supplier<Spots> leftOut) {
        return new Side(
                build.documents(),
                position,
                subject ->
                        leftOut.get()
                                .parked(view.name(), subject)
                                .map(Parked::position)
                                .orElse(0L));
    }

    Optional<Manifest> kept() {
        return shelf.kept();
    }

    /**
     * The build that was in use before is the one under way from here on.
     *
     * @return false when there is none that could answer
     */
    boolean takeUpKept() {
        Optional<Manifest> kept = shelf.kept().filter(each -> mismatch(each).isEmpty());
        kept.ifPresent(shelf::takeUp);
        return kept.isPresent();
    }

    boolean dropKept() {
        if (shelf.kept().isEmpty()) return false;
        shelf.dropKept();
        return true;
    }

    /** Leaves the build in use alone: none is kept, and none is gone on with. */
    void dropOthers() {
        shelf.abandonNext();
        dropKept();
    }

    /** Reads documents for a comparison as their projection tells. */
    private record DocumentReading<D extends ViewDocument>(
            Projection<D> projection, RecordCodec<D> codec) implements Reading {
        @Override
        public boolean isPart(String document) {
            return projection.isPart(document);
        }

        @Override
        public BsonDocument plain(BsonDocument document) {
            return codec.encode(projection.withoutLayout(codec.decode(document)));
        }

        @Override
        public List<String> parts(BsonDocument document) {
            Optional<String> pointer = projection.pointsToPartsBy();
            if (pointer.isEmpty()) return List.of();
            try {
                if (!document.containsKey(pointer.get())) return List.of();
                return List.copyOf(projection.parts(codec.decode(document)));
            } catch (RuntimeException unreadable) { // damaged, or of another fold
                return List.of();
            }
        }

        @Override
        public String subjectOf(String document) {
            return projection.subjectOf(document);
        }
    }
}
