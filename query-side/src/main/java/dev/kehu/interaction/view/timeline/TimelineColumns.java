package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.TimelineAnswer.ItemAnswer;
import dev.kehu.interaction.view.timeline.TimelineAnswer.NoteAnswer;
import dev.kehu.kernel.Money;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the timeline shows as a table, and what it is filtered on: nothing that is personal. */
final class TimelineColumns {
    static final Columns<ItemAnswer> ALL =
            new Columns<>(
                    Column.text("id", ItemAnswer::id),
                    Column.time("occurredAt", ItemAnswer::occurredAt),
                    Column.time("recordedAt", ItemAnswer::recordedAt),
                    Column.number("position", ItemAnswer::position),
                    Column.text("channel", ItemAnswer::channel),
                    Column.text("direction", ItemAnswer::direction),
                    Column.text("kind", ItemAnswer::kind),
                    Column.text("summary", ItemAnswer::summary),
                    Column.<ItemAnswer>number("amount", TimelineColumns::shownAmount)
                            .shown(ItemAnswer::amount),
                    Column.text("currency", TimelineColumns::currency),
                    Column.number("quantity", ItemAnswer::quantity),
                    Column.text("product", ItemAnswer::product),
                    Column.text("employee", ItemAnswer::employee),
                    Column.<ItemAnswer>text("notes", TimelineColumns::notes)
                            .shown(ItemAnswer::notes),
                    Column.text("tags", TimelineColumns::tags));

    static final Columns<Item> OPEN =
            new Columns<>(
                    Column.text("id", Item::id),
                    Column.time("occurredAt", Item::occurredAt),
                    Column.time("recordedAt", Item::recordedAt),
                    Column.number("position", Item::position),
                    Column.text("channel", Item::channel),
                    Column.text("direction", Item::direction),
                    Column.text("kind", Item::kind),
                    Column.number("amount", TimelineColumns::amount),
                    Column.text("currency", Item::currency),
                    Column.number("quantity", Item::quantity),
                    Column.text("product", Item::product),
                    Column.text("employee", Item::employee));

    private TimelineColumns() {}

    private static @Nullable Object shownAmount(ItemAnswer item) {
        return item.amount() == null ? null : new BigDecimal(item.amount().value());
    }

    private static @Nullable Object amount(Item item) {
        Long minor = item.minor();
        String currency = item.currency();
        return minor == null || currency == null
                ? null
                : new BigDecimal(Money.text(minor, currency));
    }

    private static @Nullable Object currency(ItemAnswer item) {
        return item.amount() == null ? null : item.amount().currency();
    }

    private static Object notes(ItemAnswer item) {
        return item.notes().stream()
                .map(NoteAnswer::note)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private static Object tags(ItemAnswer item) {
        return item.notes().stream()
                .map(NoteAnswer::tags)
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .toList();
    }
}
