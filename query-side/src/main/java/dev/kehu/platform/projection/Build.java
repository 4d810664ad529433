package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import java.util.List;
import java.util.function.LongPredicate;

/** One view of a rebuild: the one in use and the one that will take its place. */
final class Build<D extends ViewDocument> {
    /** Events in a page of what was recorded since. */
    private static final int REST = 2_000;

    private final RunningView<D> running;
    private final NewGeneration<D> next;
    private boolean switched;

    private Build(RunningView<D> running, NewGeneration<D> next) {
        this.running = running;
        this.next = next;
    }

    static <D extends ViewDocument> Build<D> of(RunningView<D> running) {
        return new Build<>(running, running.view().nextGeneration());
    }

    String name() {
        return running.view().name();
    }

    void fold(List<RecordedEvent> events) {
        next.fold(events);
    }

    /**
     * Folds what is left while the processor stands still, then answers from the new one.
     *
     * @param last hears how far it came; false cancels
     */
    boolean replace(History history, LongPredicate last) {
        running.stop();
        try {
            for (var page = after(history); !page.isEmpty(); page = after(history)) next.fold(page);
            if (!last.test(next.position())) return false;
            running.view().switchTo(next.finish());
            switched = true;
            return true;
        } finally {
            running.start();
        }
    }

    private List<RecordedEvent> after(History history) {
        return history.readAfter(next.position(), REST);
    }

    /** Leaves nothing of what was not switched to. */
    void close() {
        if (!switched) next.drop();
    }
}
