package dev.kehu.customer.view.customer360;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the list of customers can show, sort by and filter on. */
enum Column {
    ID("id", Row::id),
    CODE("code", Row::code),
    NAME("name", Row::name),
    TYPE("type", Row::type),
    STATUS("status", Row::status),
    CONTACTS("contacts", Row::contacts),
    INTERACTIONS("interactions", Row::interactions),
    FIRST_AT("firstAt", Row::firstAt),
    LAST_AT("lastAt", Row::lastAt);

    private final String label;
    private final Function<Row, @Nullable Object> value;

    Column(String label, Function<Row, @Nullable Object> value) {
        this.label = label;
        this.value = value;
    }

    static Optional<Column> named(String label) {
        return Arrays.stream(values()).filter(column -> column.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Column::label).toList();
    }

    String label() {
        return label;
    }

    @Nullable Object of(Row row) {
        return value.apply(row);
    }

    /** As text; several contacts are separated by blanks, nothing is an empty text. */
    String text(Row row) {
        Object found = of(row);
        if (found instanceof List<?> list)
            return String.join(" ", list.stream().map(Object::toString).toList());
        return found == null ? "" : found.toString();
    }

    /** Rows without a value come last, whichever way. */
    Comparator<Row> order(boolean descending) {
        Comparator<Row> values = (one, other) -> compare(one, other);
        if (descending) values = values.reversed();
        return Comparator.<Row, Boolean>comparing(row -> text(row).isEmpty()).thenComparing(values);
    }

    private int compare(Row one, Row other) {
        return this == INTERACTIONS
                ? Long.compare(one.interactions(), other.interactions())
                : text(one).compareToIgnoreCase(text(other));
    }
}
