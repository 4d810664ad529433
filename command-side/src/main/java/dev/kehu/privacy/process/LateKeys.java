package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.TailEventStore;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.Forgetful;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Destroys keys of people whose erasure the history says to be finished: they came with a copy of
 * the keys that was made while it was carried out.
 */
@Component
class LateKeys {
    private final EventHistory history;
    private final OpenErasures open;
    private final SubjectKeys keys;
    private final Tombstones tombstones;
    private final TailEventStore tail;
    private final States states;
    private final ObjectProvider<Forgetful> stores;
    private final BusinessClock clock;

    LateKeys(
            EventHistory history,
            OpenErasures open,
            SubjectKeys keys,
            Tombstones tombstones,
            TailEventStore tail,
            States states,
            ObjectProvider<Forgetful> stores,
            BusinessClock clock) {
        this.history = history;
        this.open = open;
        this.keys = keys;
        this.tombstones = tombstones;
        this.tail = tail;
        this.states = states;
        this.stores = stores;
        this.clock = clock;
    }

    /** Whether there are any; nothing is done about it here. */
    boolean are(ErasureFinished finished) {
        return !subjects(finished).stream().allMatch(keys::knowsErased);
    }

    /** Whether this is to be carried out again, and not for the first time. */
    boolean concern(OpenErasures.Open erasure) {
        return end(erasure).isPresent();
    }

    /** As often as it is asked for. */
    void destroy(OpenErasures.Open erasure) {
        ErasureFinished finished = finished(erasure);
        ErasureDecided decided = decided(finished);
        Set<String> all = subjects(finished);
        tombstones.add(
                new Tombstones.Stone(
                        history.storeId(),
                        erasure.id(),
                        finished.occurredAt(),
                        decided.only(),
                        decided.customers(),
                        List.copyOf(all)));
        keys.erase(all, clock.real().toEpochMilli());
        tail.forget();
        all.forEach(states::evictSubject);
    }

    /** Leaves the list only when every store has forgotten; nothing before the keys are gone. */
    void forget(OpenErasures.Open erasure) {
        Set<String> all = subjects(finished(erasure));
        if (all.stream().allMatch(keys::knowsErased)) {
            stores.orderedStream().forEach(store -> store.forget(all, erasure.position()));
            open.finished(erasure);
        }
    }

    private Optional<RecordedEvent> end(OpenErasures.Open erasure) {
        return history.at(erasure.id(), 1).filter(end -> end.position() == erasure.position());
    }

    private ErasureFinished finished(OpenErasures.Open erasure) {
        return (ErasureFinished) end(erasure).orElseThrow().payload();
    }

    private ErasureDecided decided(ErasureFinished finished) {
        String erasure = finished.erasureId().value();
        return (ErasureDecided) history.at(erasure, 0).orElseThrow().payload();
    }

    private Set<String> subjects(ErasureFinished finished) {
        List<String> customers = decided(finished).customers();
        Set<String> all = new TreeSet<>(finished.subjects());
        all.addAll(customers);
        customers.forEach(customer -> all.addAll(open.personsOf(customer)));
        return all;
    }
}
