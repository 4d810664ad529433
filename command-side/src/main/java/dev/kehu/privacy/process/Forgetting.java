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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The steps of an erasure, in the order in which a crash between any two is harmless: what is to be
 * destroyed is written down before the first key is, and the end is said last.
 */
@Component
class Forgetting {
    private static final Origin ITSELF = Origin.of("kehu");

    private final EventHistory history;
    private final Concerned concerned;
    private final HeldAbout held;
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
    private final Map<String, Found> destroyed = new ConcurrentHashMap<>();

    Forgetting(
            EventHistory history,
            Concerned concerned,
            HeldAbout held,
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
        this.held = held;
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

    /**
     * The first half: nobody can read anything of them when it returns. Takes no longer than the
     * people have events.
     */
    void destroyKeys(OpenErasures.Open erasure) {
        if (destroyed.containsKey(erasure.id()) || finished(erasure)) {
            return;
        }
        RecordedEvent event = history.at(erasure.id(), 0).orElseThrow();
        ErasureDecided decided = (ErasureDecided) event.payload();
        Found found = look(decided, erasure.position());
        tombstones.add(stone(decided, event.recordedAt(), found.subjects()));
        keys.erase(found.subjects(), clock.real().toEpochMilli());
        tail.forget();
        found.subjects().forEach(states::evictSubject);
        destroyed.put(erasure.id(), found);
    }

    /** Has every store forget them, as slow as the slowest; nothing before the keys are gone. */
    void forget(OpenErasures.Open erasure) {
        Found found = destroyed.get(erasure.id());
        if (found == null || found.places().get() != null) {
            return;
        }
        found.held().forEach(this::discard);
        found.places().set(forget(found.subjects(), erasure.position()));
    }

    /** The end: searches the files, which takes longest; nothing before all stores forgot. */
    void finish(OpenErasures.Open erasure) {
        Found found = destroyed.get(erasure.id());
        List<String> places = found == null ? null : found.places().get();
        if (found == null || places == null || finished(erasure)) {
            return;
        }
        RecordedEvent event = history.at(erasure.id(), 0).orElseThrow();
        ErasureDecided decided = (ErasureDecided) event.payload();
        String signed = receipt.of(decided, event, done(found, places));
        commands.send(
                new FinishErasure(
                        decided.erasureId(),
                        Listing.of(found.subjects()).shown(),
                        signed,
                        clock.now()),
                ITSELF);
        open.finished(erasure);
        destroyed.remove(erasure.id());
    }

    private boolean finished(OpenErasures.Open erasure) {
        boolean finished = history.at(erasure.id(), 1).isPresent();
        if (finished) {
            open.finished(erasure);
            destroyed.remove(erasure.id());
        }
        return finished;
    }

    /**
     * However long a store or a search takes, of whomever, what is searched for is not known for
     * longer.
     *
     * @return when the next of it is to be forgotten, null when nothing is known
     */
    @Nullable Instant forgetOld() {
        Instant next = null;
        for (Found found : destroyed.values()) {
            Instant last = found.forget(clock.real());
            next = next == null || last != null && last.isBefore(next) ? last : next;
        }
        return next;
    }

    /** How many values are known now, of all erasures under way. */
    int known() {
        return destroyed.values().stream().mapToInt(found -> found.values().get().size()).sum();
    }

    private ErasureReceipt.Done done(Found found, List<String> places) {
        forgetOld();
        Set<String> values = found.values().get();
        boolean known = !values.isEmpty();
        List<Path> copies = data.copiesBeside();
        return new ErasureReceipt.Done(
                found.subjects(),
                found.held(),
                places,
                known ? new Sweep(values).over(data.root(), copies) : null,
                found.complete(),
                copies.stream()
                        .filter(copy -> Files.exists(copy.resolve("keys.db")))
                        .map(copy -> copy.getFileName().toString())
                        .toList());
    }

    private Found look(ErasureDecided decided, long position) {
        Set<String> subjects = writtenDown(decided);
        subjects.addAll(concerned.by(decided.customers()));
        Readable values = concerned.values(subjects);
        Traces traces = concerned.traces(decided.customers(), subjects);
        Set<String> about = held.of(subjects, traces, position);
        about.forEach(id -> subjects.addAll(concerned.keptFor(id)));
        return new Found(
                subjects,
                new AtomicReference<>(values.all()),
                !values.full(),
                List.copyOf(about),
                clock.real(),
                new AtomicReference<>());
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
        for (Forgetful store : stores.orderedStream().toList()) {
            store.forget(subjects, position);
            places.add(store.place());
        }
        return places;
    }
}
