package dev.kehu.privacy.process;

import dev.kehu.interaction.api.InteractionCommand.DiscardDelivery;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.TailEventStore;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.sweep.Sweep;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.process.receipt.Decision;
import dev.kehu.privacy.process.receipt.ErasureReceipt;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

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
    private final WholePerson whole;
    private final TextsAlone texts;
    private final States states;
    private final TailEventStore tail;
    private final ObjectProvider<Forgetful> stores;
    private final ErasureReceipt receipt;
    private final Commands commands;
    private final BusinessClock clock;
    private final DataDirectory data;
    private final OpenErasures open;
    private final Map<String, Found> destroyed = new ConcurrentHashMap<>();

    /** Of erasures whose keys are still to be destroyed: it fails, or is being done. */
    private final Map<String, Found> looked = new ConcurrentHashMap<>();

    Forgetting(
            EventHistory history,
            Concerned concerned,
            HeldAbout held,
            WholePerson whole,
            TextsAlone texts,
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
        this.whole = whole;
        this.texts = texts;
        this.states = states;
        this.tail = tail;
        this.stores = stores;
        this.receipt = receipt;
        this.commands = commands;
        this.clock = clock;
        this.data = data;
        this.open = open;
    }

    private Extent extent(Decision decision) {
        return decision.category() == null ? whole : texts;
    }

    private Decision decision(OpenErasures.Open erasure) {
        return Decision.of(history.at(erasure.id(), 0).orElseThrow());
    }

    /**
     * The first half: nobody can read anything of them when it returns. Takes no longer than the
     * people have events.
     */
    void destroyKeys(OpenErasures.Open erasure) {
        if (destroyed.containsKey(erasure.id()) || finished(erasure)) {
            return;
        }
        Decision decision = decision(erasure);
        Found found = look(decision, erasure.position()).and(looked.get(erasure.id()));
        looked.put(erasure.id(), found);
        List<String> divided = extent(decision).destroy(decision, found.subjects());
        tail.forget();
        found.subjects().forEach(states::evictSubject);
        destroyed.put(erasure.id(), found.with(divided));
        looked.remove(erasure.id());
    }

    /** Has every store forget them, as slow as the slowest; nothing before the keys are gone. */
    void forget(OpenErasures.Open erasure) {
        Found found = destroyed.get(erasure.id());
        if (found == null || found.places().get() != null) {
            return;
        }
        found.held().forEach(this::discard);
        found.places().set(forget(decision(erasure), found.subjects()));
    }

    /** The end: searches the files, which takes longest; nothing before all stores forgot. */
    void finish(OpenErasures.Open erasure) {
        Found found = destroyed.get(erasure.id());
        List<String> places = found == null ? null : found.places().get();
        if (found == null || places == null || finished(erasure)) {
            return;
        }
        Decision decision = decision(erasure);
        String signed = receipt.of(decision, done(found, places));
        commands.send(extent(decision).end(decision, found, signed), ITSELF);
        open.finished(erasure);
        destroyed.remove(erasure.id());
    }

    private boolean finished(OpenErasures.Open erasure) {
        boolean finished = history.at(erasure.id(), 1).isPresent();
        if (finished) {
            open.finished(erasure);
            destroyed.remove(erasure.id());
            looked.remove(erasure.id());
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
        for (Found found : underWay()) {
            Instant last = found.forget(clock.real());
            next = next == null || last != null && last.isBefore(next) ? last : next;
        }
        return next;
    }

    /** How many values are known now, of all erasures under way. */
    int known() {
        return underWay().stream().mapToInt(found -> found.values().get().size()).sum();
    }

    private List<Found> underWay() {
        return Stream.of(looked, destroyed).flatMap(each -> each.values().stream()).toList();
    }

    private ErasureReceipt.Done done(Found found, List<String> places) {
        forgetOld();
        Set<String> values = found.values().get();
        boolean known = !values.isEmpty();
        List<Path> copies = data.copiesBeside();
        return new ErasureReceipt.Done(
                found.subjects(),
                found.divided(),
                found.held(),
                places,
                known ? new Sweep(values).over(data.root(), copies) : null,
                found.complete(),
                found.lacking(),
                copies.stream()
                        .filter(copy -> Files.exists(copy.resolve("keys.db")))
                        .map(copy -> copy.getFileName().toString())
                        .toList());
    }

    private Found look(Decision decision, long position) {
        Set<String> subjects = extent(decision).writtenDown(decision);
        subjects.addAll(concerned.by(decision.customers()));
        Readable values = extent(decision).values(decision, subjects);
        Traces traces = concerned.traces(decision.customers(), subjects);
        Set<String> about = held.of(subjects, traces, position, values::lacks);
        about.forEach(id -> subjects.addAll(concerned.keptFor(id)));
        return new Found(
                subjects,
                List.of(),
                new AtomicReference<>(extent(decision).sought(values)),
                values.lacking(),
                !values.full(),
                List.copyOf(about),
                clock.real(),
                new AtomicReference<>());
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
    private List<String> forget(Decision decision, Set<String> subjects) {
        List<String> places = new ArrayList<>(List.of("keys", "memory", "snapshots"));
        places.addAll(
                extent(decision)
                        .forgetEverywhere(
                                stores.orderedStream(), decision, subjects, decision.position()));
        return places;
    }
}
