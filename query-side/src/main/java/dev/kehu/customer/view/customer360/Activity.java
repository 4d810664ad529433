package dev.kehu.customer.view.customer360;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.platform.fold.Sales;
import dev.kehu.platform.fold.Sums;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Interactions counted and orders summed.
 *
 * @param firstAt earliest business time
 * @param lastAt latest business time
 * @param money by currency
 * @param cells by {@code 1997-01|web}
 */
record Activity(
        long count,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        SortedMap<String, Long> byChannel,
        SortedMap<String, Long> byKind,
        SortedMap<String, Sales> money,
        SortedMap<String, Cell> cells) {

    static final Activity NONE = of(0, null, null);

    /** One channel in one month. */
    record Cell(long count, SortedMap<String, Sales> money) {
        Cell plus(Cell other) {
            return new Cell(count + other.count, Sums.plus(money, other.money, Sales::plus));
        }
    }

    private static Activity of(long count, @Nullable Instant first, @Nullable Instant last) {
        return new Activity(
                count,
                first,
                last,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    Activity plus(InteractionRecorded e, ZoneId zone) {
        String month = YearMonth.from(e.occurredAt().atZone(zone)).toString();
        SortedMap<String, Sales> orders = orders(e);
        return new Activity(
                count + 1,
                Sums.earliest(firstAt, e.occurredAt()),
                Sums.latest(lastAt, e.occurredAt()),
                Sums.plus(byChannel, e.channel(), 1L, Long::sum),
                Sums.plus(byKind, e.kind(), 1L, Long::sum),
                Sums.plus(money, orders, Sales::plus),
                Sums.plus(cells, month + "|" + e.channel(), new Cell(1, orders), Cell::plus));
    }

    Activity plus(Activity other) {
        return new Activity(
                count + other.count,
                Sums.earliest(firstAt, other.firstAt),
                Sums.latest(lastAt, other.lastAt),
                Sums.plus(byChannel, other.byChannel, Long::sum),
                Sums.plus(byKind, other.byKind, Long::sum),
                Sums.plus(money, other.money, Sales::plus),
                Sums.plus(cells, other.cells, Cell::plus));
    }

    private static SortedMap<String, Sales> orders(InteractionRecorded e) {
        if (!e.kind().equals("order") || e.amount() == null) return Collections.emptySortedMap();
        TreeMap<String, Sales> one = new TreeMap<>();
        one.put(e.amount().currency(), Sales.of(e.amount().minor()));
        return one;
    }
}
