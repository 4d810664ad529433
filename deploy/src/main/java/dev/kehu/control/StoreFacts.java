package dev.kehu.control;

import dev.kehu.control.Finding.State;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.trace.Trace;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at the event store: that it takes events, is whole, and has all it acknowledged. */
@Component
final class StoreFacts implements HealthFacts {
    private static final String CHECK = "event store";
    private static final Duration MUCH = Duration.ofHours(1);

    private final GroupCommitEngine engine;
    private final EventHistory history;
    private final Clock clock;

    StoreFacts(GroupCommitEngine engine, EventHistory history, Clock clock) {
        this.engine = engine;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public List<Finding> findings() {
        try {
            return looked();
        } catch (RuntimeException e) { // a damaged file may not even be readable
            return List.of(
                    Finding.failed(
                            CHECK,
                            "it cannot be read (%s); if that remains, restore a backup"
                                    .formatted(Trace.classes(e))));
        }
    }

    private List<Finding> looked() {
        Optional<String> ailment = ailment();
        if (ailment.isPresent()) {
            return List.of(Finding.failed(CHECK, ailment.get()));
        }
        long acknowledged = engine.head(); // before the log is asked, which only grows
        Map<String, Object> facts = engine.facts();
        List<StoredEvent> newest =
                acknowledged == 0 ? List.of() : history.readStored(acknowledged - 1, 1);
        Optional<String> wrong =
                damage(facts)
                        .or(() -> missing(facts, acknowledged))
                        .or(() -> unreadable(newest, acknowledged));
        List<Finding> found = new ArrayList<>();
        found.add(
                new Finding(
                        CHECK,
                        wrong.isPresent() ? State.FAILED : State.OK,
                        wrong.orElse(
                                "%,d events, none is missing; %s"
                                        .formatted(number(facts, "head"), facts.get("engine"))),
                        figures(facts)));
        Object rights = facts.getOrDefault("rights", EventLog.APPEND_ONLY);
        if (!rights.equals(EventLog.APPEND_ONLY)) {
            found.add(Finding.warning("event store rights", rights.toString()));
        }
        newest.forEach(it -> ahead(it).ifPresent(found::add));
        return found;
    }

    private Optional<String> ailment() {
        return engine.writing()
                ? engine.ailment()
                : Optional.of("it takes no events; see the log, then start Kehu again");
    }

    private static Optional<String> damage(Map<String, Object> facts) {
        Object integrity = facts.getOrDefault("integrity", EventLog.WHOLE);
        return integrity.equals(EventLog.WHOLE)
                ? Optional.empty()
                : Optional.of("it is damaged: %s; restore a backup".formatted(integrity));
    }

    private static Optional<String> missing(Map<String, Object> facts, long acknowledged) {
        long events = number(facts, "events");
        long head = Math.max(number(facts, "head"), acknowledged);
        return events == head
                ? Optional.empty()
                : Optional.of(
                        "it has %,d events but its newest position is %,d; restore a backup"
                                .formatted(events, head));
    }

    private static Optional<String> unreadable(List<StoredEvent> newest, long head) {
        boolean whole = newest.stream().allMatch(it -> it.position() == head && it.fitsItsLeaf());
        return whole && newest.isEmpty() == (head == 0)
                ? Optional.empty()
                : Optional.of(
                        "its newest event, %,d, is not as it was recorded; restore a backup"
                                .formatted(head));
    }

    private Optional<Finding> ahead(StoredEvent newest) {
        Duration ahead = Duration.ofMillis(newest.recordedAt() - clock.millis());
        return ahead.compareTo(MUCH) <= 0
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                "event store clock",
                                State.WARNING,
                                "the newest event is recorded %,d minutes ahead of this machine's clock; until the clock is there, everything is recorded at the same time"
                                        .formatted(ahead.toMinutes()),
                                Map.of("minutes", ahead.toMinutes())));
    }

    private static long number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number figure ? figure.longValue() : 0;
    }

    private static Map<String, Long> figures(Map<String, Object> facts) {
        Map<String, Long> figures = new TreeMap<>();
        facts.forEach(
                (name, fact) -> {
                    if (fact instanceof Number figure) {
                        figures.put(name, figure.longValue());
                    }
                });
        return figures;
    }
}
