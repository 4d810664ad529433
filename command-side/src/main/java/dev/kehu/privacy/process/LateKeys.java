package dev.kehu.privacy.process;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.TailEventStore;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.SubjectsErased;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsKeysDivided;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.process.receipt.Decision;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Destroys keys of people whose erasure the history says to be finished: they came with a copy of
 * the keys that was made while it was carried out.
 */
@Component
class LateKeys {
    private final EventHistory history;
    private final OpenErasures open;
    private final SubjectKeys keys;
    private final WholePerson whole;
    private final TextsAlone texts;
    private final TailEventStore tail;
    private final States states;
    private final ObjectProvider<Forgetful> stores;

    LateKeys(
            EventHistory history,
            OpenErasures open,
            SubjectKeys keys,
            WholePerson whole,
            TextsAlone texts,
            TailEventStore tail,
            States states,
            ObjectProvider<Forgetful> stores) {
        this.history = history;
        this.open = open;
        this.keys = keys;
        this.whole = whole;
        this.texts = texts;
        this.tail = tail;
        this.states = states;
        this.stores = stores;
    }

    /** Whether there are any; nothing is done about it here. */
    boolean are(ErasureEvent end) {
        return switch (end) {
            case ErasureFinished e -> !subjects(e).stream().allMatch(keys::knowsErased);
            case TextsErasureFinished e ->
                    keys.open(named(e).map(UUID::fromString).toList(), Category.CONTENT);
            default -> false;
        };
    }

    /** Whether this is to be carried out again, and not for the first time. */
    boolean concern(OpenErasures.Open erasure) {
        return end(erasure).isPresent();
    }

    /** As often as it is asked for. */
    void destroy(OpenErasures.Open erasure) {
        Set<String> all = subjects(erasure);
        if (finished(erasure) instanceof TextsErasureFinished end) {
            texts.divide(decided(erasure), named(end).toList());
        } else {
            whole.destroy(decided(erasure), all);
        }
        tail.forget();
        all.forEach(states::evictSubject);
    }

    /** Leaves the list only when every store has forgotten; nothing before the keys are gone. */
    void forget(OpenErasures.Open erasure) {
        ErasureEvent finished = finished(erasure);
        if (are(finished)) {
            return;
        }
        Set<String> all = subjects(erasure);
        Decision decided = decided(erasure);
        Extent extent = finished instanceof TextsErasureFinished ? texts : whole;
        extent.forgetEverywhere(stores.orderedStream(), decided, all, erasure.position());
        open.finished(erasure);
    }

    private Optional<RecordedEvent> end(OpenErasures.Open erasure) {
        return history.at(erasure.id(), 1).filter(end -> end.position() == erasure.position());
    }

    private ErasureEvent finished(OpenErasures.Open erasure) {
        return (ErasureEvent) end(erasure).orElseThrow().payload();
    }

    private Decision decided(OpenErasures.Open erasure) {
        return Decision.of(history.at(erasure.id(), 0).orElseThrow());
    }

    /** Ids the end names, and those it had no room for. */
    private Stream<String> named(ErasureEvent end) {
        return history.readStream(end.erasureId().value()).stream()
                .flatMap(
                        event ->
                                switch (event.payload()) {
                                    case ErasureFinished e -> e.subjects().stream();
                                    case SubjectsErased e -> e.subjects().stream();
                                    case TextsErasureFinished e -> e.keys().stream();
                                    case TextsKeysDivided e -> e.keys().stream();
                                    default -> Stream.empty();
                                });
    }

    private Set<String> subjects(OpenErasures.Open erasure) {
        return finished(erasure) instanceof ErasureFinished whole
                ? subjects(whole)
                : with(decided(erasure).customers());
    }

    private Set<String> subjects(ErasureFinished finished) {
        String erasure = finished.erasureId().value();
        Set<String> all = named(finished).collect(Collectors.toCollection(TreeSet::new));
        all.addAll(with(Decision.of(history.at(erasure, 0).orElseThrow()).customers()));
        return all;
    }

    private Set<String> with(List<String> customers) {
        Set<String> all = new TreeSet<>(customers);
        customers.forEach(customer -> all.addAll(open.personsOf(customer)));
        return all;
    }
}
