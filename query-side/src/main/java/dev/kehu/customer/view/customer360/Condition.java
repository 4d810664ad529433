package dev.kehu.customer.view.customer360;

import dev.kehu.kernel.Refusal;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition of a filter, for instance {@code interactions>=10}. Times are compared as far as
 * they are given: {@code lastAt<=1998-06-30} holds for the whole day, UTC.
 */
record Condition(Column column, String operator, String operand) implements Predicate<Row> {
    private static final Pattern SHAPE = Pattern.compile("(\\w+)(>=|<=|=)(.*)");

    /**
     * Conditions with commas between; all must hold.
     *
     * @throws Refusal {@code filter.unknown}
     */
    static List<Condition> parse(String filter) {
        return Arrays.stream(filter.split(",")).map(String::strip).map(Condition::one).toList();
    }

    private static Condition one(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) throw unknown();
        Column column = Column.named(matcher.group(1)).orElseThrow(Condition::unknown);
        String operand = matcher.group(3).strip();
        if (column == Column.INTERACTIONS && !operand.matches("\\d{1,18}")) throw unknown();
        return new Condition(column, matcher.group(2), operand);
    }

    @Override
    public boolean test(Row row) {
        int order = compare(row);
        return switch (operator) {
            case ">=" -> order >= 0 && !column.text(row).isEmpty();
            case "<=" -> order <= 0 && !column.text(row).isEmpty();
            default -> order == 0;
        };
    }

    private int compare(Row row) {
        String text = column.text(row);
        return switch (column) {
            case INTERACTIONS -> Long.compare(row.interactions(), Long.parseLong(operand));
            case FIRST_AT, LAST_AT ->
                    text.substring(0, Math.min(text.length(), operand.length())).compareTo(operand);
            default -> text.compareToIgnoreCase(operand);
        };
    }

    private static Refusal unknown() {
        return Refusal.invalid(
                "filter.unknown",
                "filter is a list like status=active,interactions>=10 over " + Column.labels());
    }
}
