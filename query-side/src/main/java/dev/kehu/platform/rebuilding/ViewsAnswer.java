package dev.kehu.platform.rebuilding;

import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.compare.Difference;
import dev.kehu.platform.projection.compare.Difference.Newest;
import dev.kehu.platform.projection.progress.Progress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How all views stand, and what is becoming of them.
 *
 * @param items one for each view
 * @param underWay rebuilds, one for all views it is about
 */
record ViewsAnswer(List<Standing> items, List<Step> underWay, long storePosition) {

    /**
     * One view.
     *
     * @param build how often it was built
     * @param kept position of the build that was in use before, null where none is kept
     * @param ended how the last rebuild ended that was asked for here, since the start
     */
    record Standing(
            String view,
            long position,
            long behind,
            long build,
            int parked,
            boolean running,
            @Nullable Long kept,
            @Nullable Ended ended) {
        static Standing of(ViewStatus view, long head, @Nullable Long kept, @Nullable Ended ended) {
            return new Standing(
                    view.name(),
                    view.position(),
                    Math.max(0, head - view.position()),
                    view.generation(),
                    view.parked(),
                    view.running(),
                    kept,
                    ended);
        }
    }

    /** How far a rebuild is; the same members as {@code ./kehu rebuild --status --json}. */
    record Step(
            String view,
            long from,
            long done,
            long total,
            long perSecond,
            long secondsToGo,
            boolean paused) {
        static Step of(Progress step) {
            return new Step(
                    step.view(),
                    step.from(),
                    step.done(),
                    step.total(),
                    step.perSecond(),
                    step.remaining().toSeconds(),
                    step.paused());
        }
    }

    /**
     * What became of a rebuild.
     *
     * @param outcome done, cancelled or failed
     * @param compared null where the view was not switched, or nothing was there to compare with
     */
    record Ended(String outcome, @Nullable Compared compared) {}

    /** What is not as it was, and why as far as positions tell. */
    record Compared(
            long position,
            long same,
            long onlyOld,
            long onlyNew,
            long different,
            long later,
            boolean exact,
            List<Differing> sample) {
        static Compared of(Comparison all) {
            return new Compared(
                    all.position(),
                    all.same(),
                    all.onlyOld(),
                    all.onlyNew(),
                    all.different(),
                    all.later(),
                    all.exact(),
                    all.sample().stream().map(Differing::of).toList());
        }
    }

    /** One document: ids, names of fields and positions, never what stands in a field. */
    record Differing(
            String document,
            String subject,
            List<String> fields,
            @Nullable Newest before,
            @Nullable Newest after,
            String why) {
        static Differing of(Difference each) {
            return new Differing(
                    each.document(),
                    each.subject(),
                    each.fields(),
                    each.before(),
                    each.after(),
                    each.why());
        }
    }
}
