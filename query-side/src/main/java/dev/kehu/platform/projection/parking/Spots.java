package dev.kehu.platform.projection.parking;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonDocument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one build of a view leaves out. Not safe for threads that change it: a batch works on a copy
 * and publishes it when it is stored.
 */
public final class Spots {
    private static final RecordCodec<Spot> CODEC = RecordCodec.of(Spot.class);

    private final Map<String, Spot> spots;

    private Spots(Map<String, Spot> spots) {
        this.spots = spots;
    }

    public static Spots none() {
        return new Spots(new LinkedHashMap<>());
    }

    public static Spots load(ViewStore store, String collection) {
        Spots loaded = none();
        for (BsonDocument each : store.range(collection, null, null, Integer.MAX_VALUE))
            loaded.keep(CODEC.decode(each));
        return loaded;
    }

    public Spots copy() {
        return new Spots(new LinkedHashMap<>(spots));
    }

    /** True when both leave out the same. */
    public boolean same(Spots other) {
        return spots.equals(other.spots);
    }

    /** The same, and what came to be left out elsewhere meanwhile; of other subjects. */
    public Spots with(Spots before, Spots after) {
        Spots all = copy();
        after.spots.forEach(
                (id, spot) -> {
                    if (!spot.equals(before.of(id))) all.keep(spot);
                });
        return all;
    }

    /** True when the view leaves this event out. */
    public boolean leavesOut(RecordedEvent event) {
        Spot spot = spots.get(event.subject());
        return spot != null && spot.leavesOut(event);
    }

    /** The event could not be folded: its subject waits from here on. */
    public void park(RecordedEvent event, String error) {
        keep(of(event.subject()).parkedAt(event, error));
    }

    /** Counts an event of a parked subject, once however often it comes. */
    public void hold(RecordedEvent event) {
        keep(of(event.subject()).waitsFor(event));
    }

    public void free(String subject) {
        keep(of(subject).freed());
    }

    public void skip(String subject, long position) {
        keep(of(subject).skips(position));
    }

    private Spot of(String subject) {
        return spots.getOrDefault(subject, Spot.free(subject));
    }

    private void keep(Spot spot) {
        spots.put(spot.id(), spot);
    }

    public int parked() {
        return (int) spots.values().stream().filter(Spot::parked).count();
    }

    /** Subjects that are parked here, but were not there, or only at a later event. */
    public Set<String> parkedSince(Spots before) {
        Set<String> since = new HashSet<>();
        for (Spot spot : spots.values()) {
            Spot was = before.of(spot.id());
            if (spot.parked() && (!was.parked() || spot.first() < was.first()))
                since.add(spot.id());
        }
        return since;
    }

    public List<Parked> parked(String view) {
        return spots.values().stream().filter(Spot::parked).map(s -> s.told(view)).toList();
    }

    public Optional<Parked> parked(String view, String subject) {
        return Optional.of(of(subject)).filter(Spot::parked).map(spot -> spot.told(view));
    }

    /**
     * Writes what differs. What stands there now is asked for, not remembered: a batch that failed
     * half way may have written already.
     */
    public void save(ViewStore store, String collection, Spots before) {
        Map<String, Spot> changed = new HashMap<>(spots);
        changed.entrySet().removeIf(each -> each.getValue().equals(before.of(each.getKey())));
        if (changed.isEmpty()) return;
        Map<String, BsonDocument> stored = store.load(collection, changed.keySet());
        List<Change> changes = new ArrayList<>();
        changed.forEach((id, spot) -> changes.add(change(spot, stored)));
        Set<String> conflicts = store.save(collection, changes);
        if (!conflicts.isEmpty())
            throw new IllegalStateException("Somebody else parks subjects of " + collection);
    }

    private static Change change(Spot spot, Map<String, BsonDocument> stored) {
        BsonDocument found = stored.get(spot.id());
        Long loaded = found == null ? null : found.getNumber("position").longValue();
        return new Change(spot.id(), loaded, CODEC.encode(spot));
    }
}
