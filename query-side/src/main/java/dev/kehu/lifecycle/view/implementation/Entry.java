package dev.kehu.lifecycle.view.implementation;

import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationPaused;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationResumed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.LessonRecorded;
import dev.kehu.lifecycle.api.ImplementationEvent.RoleAuthorised;
import dev.kehu.lifecycle.api.ImplementationEvent.SponsorAlerted;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StandardFixed;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A line of the log: what was decided, told, fixed or learnt.
 *
 * @param stage 0 where it is about no stage
 * @param of role of a duty or a limit, metric of a lesson
 * @param text sealed
 */
record Entry(
        String what,
        int stage,
        @Nullable String of,
        @Nullable String by,
        @Nullable String text,
        Instant at) {

    static @Nullable Entry of(ImplementationEvent event) {
        return switch (event) {
            case StageOpened e -> new Entry("opened", e.stage(), null, null, null, at(e));
            case GateDecided e ->
                    new Entry(e.decision(), e.stage(), null, e.by(), e.reason(), at(e));
            case WentBack e -> new Entry("back", e.stage(), null, e.by(), e.reason(), at(e));
            case ImplementationPaused e -> new Entry("paused", 0, null, e.by(), e.reason(), at(e));
            case ImplementationResumed e -> new Entry("resumed", 0, null, e.by(), null, at(e));
            case ImplementationStopped e ->
                    new Entry("stopped", 0, null, e.by(), e.reason(), at(e));
            case ImplementationFinished e -> new Entry("finished", 0, null, null, null, at(e));
            case RoleAuthorised e -> new Entry("authorised", 0, e.role(), e.by(), null, at(e));
            case SponsorAlerted e ->
                    new Entry("alerted", e.stage(), null, e.sponsor(), null, at(e));
            case LessonRecorded e -> new Entry("lesson", 0, e.metric(), e.by(), e.lesson(), at(e));
            case StandardFixed e ->
                    new Entry(
                            e.role() == null ? "rule" : "duty",
                            0,
                            e.role(),
                            e.by(),
                            e.text(),
                            at(e));
            default -> null;
        };
    }

    private static Instant at(ImplementationEvent event) {
        return event.occurredAt();
    }

    boolean gate() {
        return what.equals("passed") || what.equals("refused") || what.equals("overruled");
    }
}
