package dev.kehu.privacy.process;

import dev.kehu.interaction.api.InteractionCommand.DiscardDelivery;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.TailEventStore;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.sweep.Sweep;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps of an erasure, in the order in which a crash between any two is harmless: what is to be
 * destroyed is written down before the first key is, and the end is said last.
 */
@Component
class Forgetting {
    private static final Origin ITSELF = Origin.of("kehu");

    private final EventHistory history;
    private final Concerned concerned;
    private final Tombstones tombstones;
    private final SubjectKeys keys;
    private final States states;
    private final TailEventStore tail;
    private final ObjectProvider<Forgetful> stores;
    private final ErasureReceipt receipt;
    private final Commands commands;
    private final BusinessClock clock;
    private final DataDirectory data;
    private final OpenErasures open;
    private final Map<String, Found> found = new HashMap<>();

    Forgetting(
            EventHistory history,
            Concerned concerned,
            Tombstones tombstones,
            SubjectKeys keys,
            States states,
            TailEventStore tail,
            ObjectProvider<Forgetful> stores,
            ErasureReceipt receipt,
            Commands commands,
            BusinessClock clock,
            DataDirectory data,
            OpenErasures open) {
        this.history = history;
        this.concerned = concerned;
        this.tombstones = tombstones;
        this.keys = keys;
        this.states = states;
        this.tail = tail;
        this.stores = stores;
        this.receipt = receipt;
        this.commands = commands;
        this.clock = clock;
        this.data = data;
        this.open = open;
    }

    void finish(OpenErasures.Open erasure) {
        List<RecordedEvent> stream = history.readStream(erasure.id());
        if (stream.size() > 1) {
            open.finished(erasure.id());
            return;
        }
        ErasureDecided decided = (ErasureDecided) stream.getFirst().payload();
        Found found = this.found.computeIfAbsent(erasure.id(), id -> look(decided));
        Set<String> subjects = found.subjects();
        tombstones.add(stone(decided, stream.getFirst().recordedAt(), subjects));
        found.held().forEach(this::discard);
        keys.erase(subjects, clock.real().toEpochMilli());
        List<String> places = forget(subjects, erasure.position());
        Sweep.Swept swept = new Sweep(found.values()).over(data.root());
        String signed =
                receipt.of(decided, stream.getFirst(), subjects, found.held(), places, swept);
        commands.send(
                new FinishErasure(decided.erasureId(), List.copyOf(subjects), signed, clock.now()),
                ITSELF);
        open.finished(erasure.id());
        this.found.remove(erasure.id());
    }

    /**
     * What an erasure concerns, and what a sweep has to look for; as long as it is not finished.
     */
    private record Found(Set<String> subjects, Set<String> values, List<String> held) {}

    private Found look(ErasureDecided decided) {
        Set<String> subjects = writtenDown(decided);
        subjects.addAll(concerned.by(decided.customers()));
        Concerned.Values values = concerned.values(subjects);
        List<String> held = concerned.held(values, subjects);
        held.forEach(id -> subjects.addAll(concerned.keptFor(id)));
        return new Found(subjects, values.all(), held);
    }

    /**
     * What was found when it could still be read: by a run that was killed, or before this history
     * was restored.
     */
    private Set<String> writtenDown(ErasureDecided decided) {
        Set<String> subjects = new TreeSet<>();
        tombstones.all().stream()
                .filter(stone -> stone.customers().stream().anyMatch(decided.customers()::contains))
                .forEach(stone -> subjects.addAll(stone.subjects()));
        return subjects;
    }

    private Tombstones.Stone stone(ErasureDecided decided, Instant at, Set<String> subjects) {
        return new Tombstones.Stone(
                history.storeId(),
                decided.erasureId().value(),
                at,
                decided.only(),
                decided.customers(),
                List.copyOf(subjects));
    }

    private void discard(String interaction) {
        try {
            commands.send(
                    new DiscardDelivery(new InteractionId(interaction), "erased", clock.now()),
                    ITSELF);
        } catch (Refusal settled) {
            return; // by somebody else meanwhile: its subject is erased with the others
        }
    }

    /** Where they were forgotten, for the receipt. */
    private List<String> forget(Set<String> subjects, long position) {
        List<String> places = new ArrayList<>(List.of("keys", "memory", "snapshots"));
        tail.forget();
        subjects.forEach(states::evictSubject);
        for (Forgetful store : stores.orderedStream().toList()) {
            store.forget(subjects, position);
            places.add(store.place());
        }
        return places;
    }
}
