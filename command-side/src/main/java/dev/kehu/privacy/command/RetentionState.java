package dev.kehu.privacy.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.RetentionCommand;
import dev.kehu.privacy.api.RetentionCommand.BeginRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.FinishRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionEvent;
import dev.kehu.privacy.api.RetentionEvent.RetentionPrescribed;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunBegun;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunFinished;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long people are kept, and whether a run is under way.
 *
 * @param number how often periods were laid down
 * @param months of the last time
 * @param run the last one
 */
record RetentionState(int number, Map<String, Integer> months, int run, boolean running) {
    static final RetentionState NONE = new RetentionState(0, Map.of(), 0, false);

    /** Nothing when they are the periods in use. */
    List<RetentionEvent> decide(PrescribeRetention c) {
        if (c.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why people are kept so long");
        }
        RetentionCommand.allow(c.months());
        return c.months().equals(months)
                ? List.of()
                : List.of(
                        new RetentionPrescribed(
                                c.retentionId(),
                                number + 1,
                                new TreeMap<>(c.months()),
                                c.reason(),
                                c.occurredAt()));
    }

    List<RetentionEvent> decide(BeginRetentionRun c) {
        if (number == 0) {
            throw Refusal.conflict(
                    "retention.none", "Nobody has laid down yet how long people are kept");
        }
        if (running) {
            throw Refusal.conflict("retention.running", "A run is under way; wait for its end");
        }
        return List.of(new RetentionRunBegun(c.retentionId(), run + 1, number, c.occurredAt()));
    }

    /** Nothing when it is finished already: it is stated again after a crash. */
    List<RetentionEvent> decide(FinishRetentionRun c) {
        Outcome it = c.outcome();
        return running && c.run() == run
                ? List.of(
                        new RetentionRunFinished(
                                c.retentionId(),
                                run,
                                it.day(),
                                it.due(),
                                it.erased(),
                                it.requested(),
                                it.held(),
                                it.refused(),
                                c.occurredAt()))
                : List.of();
    }

    RetentionState evolve(RetentionEvent event) {
        return switch (event) {
            case RetentionPrescribed e -> new RetentionState(e.number(), e.months(), run, running);
            case RetentionRunBegun e -> new RetentionState(number, months, e.run(), true);
            case RetentionRunFinished e -> new RetentionState(number, months, run, false);
        };
    }
}
