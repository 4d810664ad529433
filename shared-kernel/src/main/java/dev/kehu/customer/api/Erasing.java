package dev.kehu.customer.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Lets customers go for ever; a part of another capability's decision. */
public interface Erasing {
    /**
     * Marks the customer, and everybody merged with it, as erased and gives up their contact points
     * and codes, in the caller's append.
     *
     * @param only the others of a merge stay whole and stand without it
     * @param today the business day a legal hold is looked at, on any of those who were merged;
     *     null where none counts
     * @return who was erased, in order of id
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown}, {@code customer.erased} or {@code
     *     customer.held}
     */
    List<CustomerId> erase(
            CustomerId asked, boolean only, @Nullable LocalDate today, Instant occurredAt);

    /**
     * Says of the customer, and of everybody merged with it, that what was said is to be forgotten,
     * in the caller's append.
     *
     * @param only the others of a merge keep theirs
     * @param erasure id of the erasure it is part of
     * @param today the business day a legal hold is looked at, on any of those who were merged
     * @return whose texts go, in order of id; nobody who was erased
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown}, {@code customer.erased} or {@code
     *     customer.held}
     */
    List<CustomerId> eraseTexts(
            CustomerId asked, boolean only, String erasure, LocalDate today, Instant occurredAt);

    /**
     * As {@link #eraseTexts}, of each of these customers alone, whoever is the same person and
     * whatever holds: it was decided before.
     */
    List<CustomerId> eraseTextsAgain(List<String> customers, String erasure, Instant occurredAt);
}
