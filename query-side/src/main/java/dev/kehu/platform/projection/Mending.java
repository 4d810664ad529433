package dev.kehu.platform.projection;

import dev.kehu.audit.api.ParkedSubjects.Outcome;
import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.paging.SubjectPages;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Folds documents of single customers again from their first event, as far as the view has come,
 * and puts them in the place of those stored. The view's own batches wait meanwhile.
 */
public final class Mending<D extends ViewDocument> {
    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);
    private static final int PAGE = 1_000;

    /** Behind every character of an id. */
    private static final char LAST = '\uffff';

    private final LiveView<D> view;
    private final ViewStore store;
    private final History history;
    private final RecordCodec<D> codec;
    private final Folding<D> folding;

    Mending(
            LiveView<D> view,
            ViewStore store,
            History history,
            RecordCodec<D> codec,
            Folding<D> folding) {
        this.view = view;
        this.store = store;
        this.history =
                history.forgiving(); // what cannot be read is parked, as what cannot be folded
        this.codec = codec;
        this.folding = folding;
    }

    /** How a subject is parked, if it is. */
    public Optional<Parked> parked(String subject) {
        return view.spots().parked(view.name(), subject);
    }

    /** Folds a parked subject again. */
    public Outcome retry(String subject) {
        return decided(subject, parked -> true, spots -> spots.free(subject));
    }

    /** Leaves the event at this position out, if that is what the subject is parked at. */
    public Outcome skip(String subject, long position) {
        return decided(
                subject,
                parked -> parked.position() == position,
                spots -> {
                    spots.skip(subject, position);
                    spots.free(subject);
                });
    }

    private Outcome decided(String subject, Predicate<Parked> fits, Consumer<Spots> decision) {
        view.work().lock();
        try {
            Spots spots = view.spots().copy();
            decision.accept(spots);
            if (parked(subject).filter(fits).isEmpty() || !foldedAgain(subject, spots))
                return new Outcome(false, parked(subject));
        } finally {
            view.work().unlock();
        }
        store.commit(); // what was recorded as decided is not undone by a crash
        return new Outcome(true, parked(subject));
    }

    /**
     * Mends the documents of one customer.
     *
     * @param subjects whose events are part of its documents, as far as they are known
     * @param damaged asked again while nobody else writes; only then is anything done
     * @return whether it was mended
     * @throws IllegalStateException when one of its events cannot be folded any more; its documents
     *     stay as they are
     */
    public boolean mend(String customer, Set<String> subjects, BooleanSupplier damaged) {
        view.work().lock();
        try {
            if (!damaged.getAsBoolean()) return false;
            Spots spots = view.spots().copy();
            Workspace<D> workspace = folded(customer, subjects, spots);
            if (!spots.parkedSince(view.spots()).isEmpty())
                throw new IllegalStateException("An event of the customer cannot be folded");
            put(workspace, spots, Set.of());
            return true;
        } finally {
            view.work().unlock();
        }
    }

    /**
     * Folds the documents of one customer again, for what they say may not be kept: nothing of what
     * stood there stays, in parts nobody points to neither. Who is parked stays so, and has
     * documents as far as that; an event that cannot be read or folded any more parks its subject.
     *
     * @param subjects as for {@link #mend}
     */
    public void foldAgain(String customer, Set<String> subjects) {
        view.work().lock();
        try {
            Spots spots = view.spots().copy();
            Workspace<D> workspace = folded(customer, subjects, spots);
            Set<String> left = stored(customer);
            workspace.changes().forEach(document -> left.remove(document.id()));
            Set<String> parked = spots.parkedSince(view.spots());
            put(workspace, spots, left);
            if (!parked.isEmpty())
                LOG.warn("View {} cannot fold {} again and has parked it", view.name(), parked);
        } finally {
            view.work().unlock();
        }
    }

    private Workspace<D> folded(String customer, Set<String> subjects, Spots spots) {
        Set<String> all = new HashSet<>(subjects);
        all.add(customer);
        all.addAll(relatedAsFarAsRead(customer));
        return folded(all, Set.of(customer), spots);
    }

    /** Ids of all documents about it. */
    private Set<String> stored(String customer) {
        Set<String> ids = new HashSet<>();
        String collection = view.inUse().documents();
        for (String from = customer; from != null; ) {
            List<BsonDocument> page = store.range(collection, from, customer + LAST, PAGE);
            for (BsonDocument each : page) ids.add(each.getString("_id").getValue());
            from = page.size() < PAGE ? null : page.getLast().getString("_id").getValue() + "\0";
        }
        ids.removeIf(id -> !view.projection().subjectOf(id).equals(customer));
        return ids;
    }

    /** Changes nothing where an event of another subject would have to be parked for it. */
    private boolean foldedAgain(String subject, Spots spots) {
        Set<String> customers = new HashSet<>(Set.of(subject));
        for (List<RecordedEvent> page : SubjectPages.of(history, Set.of(subject), Long.MAX_VALUE))
            for (RecordedEvent event : page)
                for (String document : folding.touched(event))
                    customers.add(view.projection().subjectOf(document));
        Set<String> all = new HashSet<>(customers);
        all.addAll(related(customers));
        Workspace<D> workspace = folded(all, customers, spots);
        Set<String> others = spots.parkedSince(view.spots());
        others.remove(subject);
        if (others.isEmpty()) put(workspace, spots, Set.of());
        else LOG.warn("View {} cannot fold {} without parking {}", view.name(), subject, others);
        return others.isEmpty();
    }

    private Workspace<D> folded(Set<String> subjects, Set<String> customers, Spots spots) {
        Workspace<D> workspace =
                new Workspace<>(
                                store,
                                view.inUse().documents(),
                                view.projection(),
                                codec,
                                Map.<String, D>of())
                        .anew();
        for (List<RecordedEvent> page : SubjectPages.of(history, subjects, view.position()))
            folding.fold(page, workspace, spots);
        workspace.keepOnly(id -> customers.contains(view.projection().subjectOf(id)));
        return workspace;
    }

    /** Subjects the documents themselves name. */
    private Set<String> related(Collection<String> customers) {
        Set<String> related = new HashSet<>();
        for (BsonDocument each : store.load(view.inUse().documents(), customers).values())
            related.addAll(view.projection().related(read(each)));
        return related;
    }

    private D read(BsonDocument document) {
        try {
            return codec.decode(document);
        } catch (RuntimeException unreadable) {
            throw Refusal.conflict(
                    "view.document-unreadable",
                    "A document of this subject cannot be read; mend it by ./kehu doctor --views,"
                            + " then decide again");
        }
    }

    private Set<String> relatedAsFarAsRead(String customer) {
        try {
            return related(Set.of(customer));
        } catch (Refusal unreadable) {
            return Set.of();
        }
    }

    /**
     * @param left ids of documents that go
     */
    private void put(Workspace<D> workspace, Spots spots, Set<String> left) {
        ViewStore.Batch batch = store.begin();
        try {
            if (workspace.conflicts())
                throw new IllegalStateException("Somebody else writes to view " + view.name());
            store.remove(view.inUse().documents(), left);
            spots.save(store, view.inUse().spots(), view.spots());
        } catch (RuntimeException failure) {
            view.failed();
            throw failure;
        } finally {
            batch.close();
        }
        if (!left.isEmpty()) view.failed(); // it may remember them
        view.written(workspace.changes(), spots);
    }
}
