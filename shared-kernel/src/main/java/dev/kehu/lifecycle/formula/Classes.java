package dev.kehu.lifecycle.formula;

import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Who is of high value, by the assessments that changed it. Those of one customer never go back to
 * an earlier day, so of one that changed nothing nothing is kept.
 */
final class Classes {
    private static final String HIGH = "high";

    private final Map<String, Numbers> customers = new HashMap<>();

    void on(ValueAssessed e) {
        Numbers changes = customers.computeIfAbsent(e.customerId().value(), id -> new Numbers());
        boolean high = e.valueClass().equals(HIGH);
        OptionalLong last = changes.lastUpTo(Long.MAX_VALUE);
        if (last.isEmpty() || high(last) != high)
            changes.add(e.businessDay().toEpochDay() * 2 + (high ? 1 : 0));
    }

    private static boolean high(OptionalLong change) {
        return (change.getAsLong() & 1) == 1;
    }

    /** Those of high value, and all who had been assessed by the end of a day. */
    long[] count(long day, Predicate<String> absorbed) {
        long[] counted = new long[2];
        customers.forEach(
                (id, changes) -> {
                    OptionalLong last = changes.lastUpTo(day * 2 + 1);
                    if (last.isEmpty() || absorbed.test(id)) return;
                    if (high(last)) counted[0]++;
                    counted[1]++;
                });
        return counted;
    }
}
