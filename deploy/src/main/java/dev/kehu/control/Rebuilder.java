package dev.kehu.control;

import java.util.Optional;
import java.util.function.Consumer;

/** Folds views again from the first event. */
public interface Rebuilder {
    /**
     * Returns when the new documents answer; waits for a rebuild that is under way.
     *
     * @param view one view, or empty for all
     * @param progress gets a line at least every two seconds
     * @throws dev.kehu.kernel.Refusal when there is no such view, or it was being rebuilt already
     *     and that was cancelled
     */
    void rebuild(Optional<String> view, Consumer<String> progress);
}
