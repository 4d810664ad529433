package dev.kehu.platform.table;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One condition of a filter, for instance {@code interactions>=10}. Times are compared as far as
 * they are given: {@code lastAt<=1998-06-30} holds for the whole day, UTC.
 */
record Condition<R>(Column<R> column, String operator, String operand) implements Predicate<R> {
    static final Pattern SHAPE = Pattern.compile("(\\w+)(>=|<=|=)(.*)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    boolean readable() {
        return column.kind() != Column.Kind.NUMBER || NUMBER.matcher(operand).matches();
    }

    @Override
    public boolean test(R row) {
        String text = column.text(row);
        return switch (operator) {
            case ">=" -> !text.isEmpty() && compare(text) >= 0;
            case "<=" -> !text.isEmpty() && compare(text) <= 0;
            default -> text.isEmpty() ? operand.isEmpty() : compare(text) == 0;
        };
    }

    private int compare(String text) {
        return switch (column.kind()) {
            case NUMBER -> Column.number(text).compareTo(Column.number(operand));
            case TIME ->
                    text.substring(0, Math.min(text.length(), operand.length())).compareTo(operand);
            case TEXT -> text.compareToIgnoreCase(operand);
        };
    }
}
