package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.sealing.Tombstones.Stone;
import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.PrivacyCommand.FinishTextsErasure;
import dev.kehu.privacy.process.receipt.Decision;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was said goes, and who said it stays: their keys are divided. */
@Component
class TextsAlone implements Extent {
    private final EventHistory history;
    private final Tombstones tombstones;
    private final SubjectKeys keys;
    private final GroupCommitEngine engine;
    private final Concerned concerned;
    private final BusinessClock clock;

    TextsAlone(
            EventHistory history,
            Tombstones tombstones,
            SubjectKeys keys,
            GroupCommitEngine engine,
            Concerned concerned,
            BusinessClock clock) {
        this.history = history;
        this.tombstones = tombstones;
        this.keys = keys;
        this.engine = engine;
        this.concerned = concerned;
        this.clock = clock;
    }

    /** Whose texts these are can be read at any time. */
    @Override
    public Set<String> writtenDown(Decision decision) {
        return new TreeSet<>();
    }

    /**
     * Once the keys of the first try are divided, what can be read was said after it, and stays.
     */
    @Override
    public Readable values(Decision decision, Set<String> subjects) {
        boolean divided =
                first(decision).filter(ids -> !keys.open(keys(ids), Category.CONTENT)).isPresent();
        return divided ? new Readable() : concerned.values(subjects);
    }

    @Override
    public Set<String> sought(Readable values) {
        return values.texts();
    }

    /**
     * The keys of then, and none made since: what was said after they were divided stays, also
     * where nobody wrote down that they were.
     */
    @Override
    public List<String> destroy(Decision decision, Set<String> subjects) {
        List<String> ids = first(decision).orElseGet(() -> ofThen(decision, subjects));
        divide(decision, ids);
        return ids;
    }

    private List<String> ofThen(Decision decision, Set<String> subjects) {
        return subjects.stream()
                .flatMap(each -> history.sealedWith(each, decision.position()).stream())
                .map(UUID::toString)
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<List<String>> first(Decision decision) {
        return tombstones.all().stream()
                .filter(stone -> stone.erasure().equals(decision.id().value()))
                .findFirst()
                .map(Stone::keys);
    }

    private static Set<UUID> keys(List<String> ids) {
        return ids.stream().map(UUID::fromString).collect(Collectors.toSet());
    }

    /**
     * Divides these keys, by their ids, and none made since. What was sealed with them is recorded
     * when it returns, or never is: nobody is told of it later.
     */
    void divide(Decision decision, List<String> ids) {
        tombstones.add(
                Stone.of(
                        history.storeId(),
                        decision.id().value(),
                        decision.at(),
                        decision.only(),
                        Category.CONTENT,
                        ids));
        keys.erase(keys(ids), Category.CONTENT, clock.real().toEpochMilli());
        engine.awaitTaken();
    }

    /** Whatever is recorded by now may have been read while the keys were whole. */
    @Override
    public void forget(
            Forgetful store, Decision decision, Collection<String> subjects, long position) {
        store.forgetTexts(decision.customers(), subjects, history.head());
    }

    @Override
    public PrivacyCommand end(Decision decision, Found found, String receipt) {
        return new FinishTextsErasure(decision.id(), found.divided(), receipt, clock.now());
    }
}
