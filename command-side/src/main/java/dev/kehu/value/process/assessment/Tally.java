package dev.kehu.value.process.assessment;

import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How looking at some customers went; those of several ranges add up.
 *
 * @param refused how many could not be assessed, by the code of why
 */
record Tally(long customers, long assessed, long later, SortedMap<String, Long> refused) {
    static final Tally NONE = new Tally(0, 0, 0, Collections.emptySortedMap());

    Tally plus(Tally other) {
        SortedMap<String, Long> both = new TreeMap<>(refused);
        other.refused.forEach((code, count) -> both.merge(code, count, Long::sum));
        return new Tally(
                customers + other.customers, assessed + other.assessed, later + other.later, both);
    }

    Assessed of(Assessment by) {
        ValueModelDrafted model = by.means().everybody().version();
        return new Assessed(
                by.day(),
                by.position(),
                model.modelId().value() + "/" + model.version(),
                customers,
                assessed,
                later,
                refused);
    }
}
