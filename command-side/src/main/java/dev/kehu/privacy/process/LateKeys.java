package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
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

    void destroy(ErasureFinished finished, long position) {
        String erasure = finished.erasureId().value();
        ErasureDecided decided = (ErasureDecided) history.at(erasure, 0).orElseThrow().payload();
        Set<String> all = new TreeSet<>(finished.subjects());
        all.addAll(decided.customers());
        decided.customers().forEach(customer -> all.addAll(open.personsOf(customer)));
        if (all.stream().allMatch(keys::knowsErased)) {
            return;
        }
        tombstones.add(
                new Tombstones.Stone(
                        history.storeId(),
                        erasure,
                        finished.occurredAt(),
                        decided.only(),
                        decided.customers(),
                        List.copyOf(all)));
        keys.erase(all, clock.real().toEpochMilli());
        tail.forget();
        all.forEach(states::evictSubject);
        stores.orderedStream().forEach(store -> store.forget(all, position));
    }
}
