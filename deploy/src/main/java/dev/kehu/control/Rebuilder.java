package dev.kehu.control;

import java.util.Optional;
import java.util.function.Consumer;

/** Folds views again from the first event. */
public interface Rebuilder {
    /**
     * Returns when the new documents answer.
     *
     * @param view one view, or empty for all
     * @param progress gets a line at least every two seconds
     * @throws dev.kehu.kernel.Refusal when there is no such view, or it is being rebuilt already
     */
    void rebuild(Optional<String> view, Consumer<String> progress);
}
