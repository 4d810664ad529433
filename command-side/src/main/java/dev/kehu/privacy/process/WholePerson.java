package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;
import dev.kehu.privacy.process.receipt.Decision;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** People go: all their keys, and all that stores keep of them. */
@Component
class WholePerson implements Extent {
    private final EventHistory history;
    private final Tombstones tombstones;
    private final SubjectKeys keys;
    private final Concerned concerned;
    private final BusinessClock clock;

    WholePerson(
            EventHistory history,
            Tombstones tombstones,
            SubjectKeys keys,
            Concerned concerned,
            BusinessClock clock) {
        this.history = history;
        this.concerned = concerned;
        this.tombstones = tombstones;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What was found when it could still be read: by a run that was killed, or before this history
     * was restored.
     */
    @Override
    public Set<String> writtenDown(Decision decision) {
        Set<String> subjects = new TreeSet<>();
        tombstones.all().stream()
                .filter(
                        stone ->
                                stone.customers().stream().anyMatch(decision.customers()::contains))
                .forEach(stone -> subjects.addAll(stone.subjects()));
        return subjects;
    }

    @Override
    public Readable values(Decision decision, Set<String> subjects) {
        return concerned.values(subjects);
    }

    @Override
    public Set<String> sought(Readable values) {
        return values.all();
    }

    @Override
    public List<String> destroy(Decision decision, Set<String> subjects) {
        tombstones.add(
                new Tombstones.Stone(
                        history.storeId(),
                        decision.id().value(),
                        decision.at(),
                        decision.only(),
                        decision.customers(),
                        List.copyOf(subjects)));
        keys.erase(subjects, clock.real().toEpochMilli());
        return List.of();
    }

    @Override
    public void forget(
            Forgetful store, Decision decision, Collection<String> subjects, long position) {
        store.forget(subjects, position);
    }

    @Override
    public PrivacyCommand end(Decision decision, Found found, String receipt) {
        return new FinishErasure(
                decision.id(), List.copyOf(found.subjects()), receipt, clock.now());
    }
}
