package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.bulk.Passage;
import dev.kehu.platform.projection.compare.Comparing;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Pace;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One view of a rebuild: the one in use and the one that will take its place. */
final class Build<D extends ViewDocument> {
    /** Events in a page of what was recorded since. */
    private static final int REST = 2_000;

    private final RunningView<D> running;
    private final NewGeneration<D> next;
    private final boolean back;
    private boolean switched;

    private Build(RunningView<D> running, boolean back) {
        this.running = running;
        this.next = running.view().succession().nextGeneration();
        this.back = back;
    }

    static <D extends ViewDocument> Build<D> of(RunningView<D> running) {
        return new Build<>(running, false);
    }

    /** Of the build that was in use before. */
    static <D extends ViewDocument> Build<D> back(RunningView<D> running) {
        if (!running.view().succession().takeUpKept())
            throw Refusal.conflict(
                    "view.nothing-kept",
                    "No build of view " + running.view().name() + " is kept that could answer");
        return new Build<>(running, true);
    }

    String name() {
        return running.view().name();
    }

    /** Whether its view answers from it. */
    boolean switched() {
        return switched;
    }

    long position() {
        return next.position();
    }

    NewGeneration<D> next() {
        return next;
    }

    /**
     * @param bytes its documents may take in memory until they are written
     */
    void fold(List<RecordedEvent> events, long bytes) {
        next.fold(events, bytes);
    }

    /**
     * Compares the new one with the old, folds what is left while the processor stands still, then
     * answers from the new one.
     *
     * @return false when it was told to end
     */
    boolean replace(History history, Pace pace) {
        Optional<Comparing> comparing = running.view().succession().comparing(next.side());
        comparing.ifPresent(each -> next.watch(each::written));
        BooleanSupplier goesOn = () -> pace.goOn(name(), position(), history.head());
        if (comparing.isPresent() && !comparing.get().look(goesOn)) return false;
        while (history.head() - position() > Passage.NEAR) { // a comparison takes its time
            if (!goesOn.getAsBoolean()) return false;
            foldTo(position() + 1, history);
        }
        return replace(history, pace, comparing);
    }

    private boolean replace(History history, Pace pace, Optional<Comparing> comparing) {
        running.stop();
        try {
            if (comparing.isPresent()) foldTo(comparing.get().position(), history);
            Optional<Comparison> comparison = comparing.map(each -> each.settle(name()));
            foldTo(history.head(), history);
            if (!pace.tell(name(), position(), position())) return false;
            running.view().switchTo(next.manifest(), next.epoch());
            switched = true;
            pace.switched(name());
            comparison.ifPresent(pace::compared);
            return true;
        } finally {
            running.start();
        }
    }

    private void foldTo(long position, History history) {
        while (next.position() < position) {
            List<RecordedEvent> page = history.readAfter(next.position(), REST);
            if (page.isEmpty()) return;
            next.fold(page, running.view().settings().gathered());
        }
    }

    /**
     * Leaves nothing of what was not switched to.
     *
     * @param goesOnLater it is gone on with after the next start
     */
    void close(boolean goesOnLater) {
        if (switched || goesOnLater) return;
        running.view().succession().abandon(back);
    }
}
