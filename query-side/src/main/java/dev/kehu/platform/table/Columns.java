package dev.kehu.platform.table;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** The columns of a list, and the questions its readers may put in their names. */
public final class Columns<R> {
    private final Map<String, Column<R>> byName = new LinkedHashMap<>();

    @SafeVarargs
    public Columns(Column<R>... columns) {
        for (Column<R> column : columns) byName.put(column.name(), column);
    }

    /**
     * Conditions with commas between, as in {@code status=active,interactions>=10}; all must hold.
     *
     * @throws Refusal {@code filter.unknown}
     */
    public Predicate<R> filter(@Nullable String filter) {
        Predicate<R> all = row -> true;
        if (filter == null || filter.isBlank()) return all;
        for (String each : filter.split(",")) all = all.and(condition(each.strip()));
        return all;
    }

    private Condition<R> condition(String text) {
        Matcher matcher = Condition.SHAPE.matcher(text);
        if (!matcher.matches()) throw filterUnknown();
        Column<R> column = named(matcher.group(1)).orElseThrow(this::filterUnknown);
        Condition<R> condition =
                new Condition<>(column, matcher.group(2), matcher.group(3).strip());
        if (!condition.readable()) throw filterUnknown();
        return condition;
    }

    private Refusal filterUnknown() {
        return Refusal.invalid(
                "filter.unknown",
                "filter is a list of conditions with =, >= or <=, commas between, over " + names());
    }

    /**
     * Names with commas between, {@code -} before those that descend; null when nothing is asked.
     *
     * @param last decides between rows that are equal so far
     * @throws Refusal {@code sort.unknown}
     */
    public @Nullable Comparator<R> order(@Nullable String sort, Comparator<R> last) {
        if (sort == null || sort.isBlank()) return null;
        Comparator<R> order = Comparator.comparing(row -> 0);
        for (String each : sort.split(",")) {
            String name = each.strip();
            boolean descending = name.startsWith("-");
            Column<R> column =
                    named(descending ? name.substring(1) : name)
                            .orElseThrow(
                                    () ->
                                            Refusal.invalid(
                                                    "sort.unknown",
                                                    "sort takes names out of " + names()));
            order = order.thenComparing(column.order(descending));
        }
        return order.thenComparing(last);
    }

    /**
     * Names with commas between; all columns when nothing is asked.
     *
     * @throws Refusal {@code columns.unknown}
     */
    public List<Column<R>> chosen(@Nullable String columns) {
        if (columns == null || columns.isBlank()) return List.copyOf(byName.values());
        List<Column<R>> asked = new ArrayList<>();
        for (String each : columns.split(","))
            asked.add(
                    named(each.strip())
                            .orElseThrow(
                                    () ->
                                            Refusal.invalid(
                                                    "columns.unknown",
                                                    "columns takes names out of " + names())));
        return asked;
    }

    /** A row as JSON shows it. */
    public static <R> Map<String, @Nullable Object> item(List<Column<R>> columns, R row) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        for (Column<R> column : columns) item.put(column.name(), column.value().apply(row));
        return item;
    }

    private Optional<Column<R>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
