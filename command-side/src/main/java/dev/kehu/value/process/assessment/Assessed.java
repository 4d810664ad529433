package dev.kehu.value.process.assessment;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * What a pass came to.
 *
 * @param position up to which history was read
 * @param model of all who are in no segment with one of its own
 * @param customers who were looked at
 * @param assessed whose assessment was news
 * @param later who had been assessed on a later day and were left alone
 * @param refused how many could not be assessed, by the code of why
 */
public record Assessed(
        LocalDate businessDay,
        long position,
        String model,
        long customers,
        long assessed,
        long later,
        SortedMap<String, Long> refused) {}
