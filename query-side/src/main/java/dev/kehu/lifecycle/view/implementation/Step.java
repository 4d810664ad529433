package dev.kehu.lifecycle.view.implementation;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * One of the seven steps of a stage.
 *
 * @param doneAt null while it is owed
 * @param reminders how often its owner was reminded
 */
record Step(
        int stage,
        int step,
        String owner,
        String due,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable String evidence,
        int reminders,
        boolean escalated) {
    static final List<String> NAMES =
            List.of("goal", "split", "organisation", "duties", "rules", "execution", "evaluation");

    static String key(int stage, int step) {
        return stage + "-" + step;
    }

    Step done(Instant at, String by, @Nullable String shown) {
        return new Step(stage, step, owner, due, at, by, shown, reminders, escalated);
    }

    Step reminded() {
        return new Step(
                stage, step, owner, due, doneAt, doneBy, evidence, reminders + 1, escalated);
    }

    Step alerted() {
        return new Step(stage, step, owner, due, doneAt, doneBy, evidence, reminders, true);
    }
}
