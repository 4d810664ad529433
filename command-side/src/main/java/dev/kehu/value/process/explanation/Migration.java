package dev.kehu.value.process.explanation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many customers went from which class to which between two days, the diagonal included.
 *
 * @param classes rows and columns; {@code none} was not assessed by then
 * @param counts by the class before, then the class after
 */
public record Migration(
        LocalDate from,
        LocalDate to,
        long customers,
        List<String> classes,
        Map<String, Map<String, Long>> counts) {
    static final String NONE = "none";
    static final List<String> CLASSES = List.of(NONE, "low", "secondary", "potential", "high");

    /** An empty matrix to count in. */
    static Map<String, Map<String, Long>> matrix() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (String before : CLASSES) {
            Map<String, Long> row = new TreeMap<>();
            CLASSES.forEach(after -> row.put(after, 0L));
            counts.put(before, row);
        }
        return counts;
    }

    /** Adds what was counted among some customers. */
    static void add(Map<String, Map<String, Long>> some, Map<String, Map<String, Long>> counts) {
        some.forEach(
                (before, row) ->
                        row.forEach(
                                (after, count) ->
                                        counts.getOrDefault(before, Map.of())
                                                .merge(after, count, Long::sum)));
    }

    /** How many were counted. */
    static long sum(Map<String, Map<String, Long>> counts) {
        return counts.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
