package dev.kehu.lifecycle.api;

import java.time.LocalDate;
import java.util.Optional;

/** Computes measures from history. Safe for any thread. */
public interface Measuring {
    /**
     * A measure as of the end of a business day, by all that is recorded now; empty where nobody
     * did yet what it counts a share or a mean of.
     *
     * @throws dev.kehu.kernel.Refusal {@code lifecycle.currencies} when amounts cannot be added up,
     *     {@code lifecycle.event-unreadable} when history has an event that cannot be read
     */
    Optional<Figure> measure(Measure measure, LocalDate day);

    /**
     * The same as it would have been computed when history ended at a position; reads all of it up
     * to there.
     */
    Optional<Figure> recompute(Measure measure, LocalDate day, long position);
}
