package dev.kehu.customer.view.report;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.view.columns.Copy;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.AsOf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Events as they are, with who they belong to.
 *
 * @param met in business order
 */
record Raw(List<Met> met, LocalDate today) {
    /** Looking back can leave a ring of merges; the copy follows it this often. */
    private static final int HOPS = 100;

    record Met(String customer, long position, InteractionRecorded what) {
        LocalDate day() {
            return what.occurredAt().atZone(Copy.ZONE).toLocalDate();
        }

        Instant at() {
            return what.occurredAt();
        }
    }

    static Raw of(List<RecordedEvent> history, AsOf time, LocalDate today) {
        List<RecordedEvent> events = history.stream().filter(time::admits).toList();
        Map<String, String> survivors = new HashMap<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof CustomerMerged e)
                survivors.put(e.customerId().value(), e.survivor().value());
            if (event.payload() instanceof CustomerRestored e)
                survivors.remove(e.customerId().value());
        }
        List<Met> met = new ArrayList<>();
        for (RecordedEvent event : events)
            if (event.payload() instanceof InteractionRecorded e) {
                String at = e.customerId().value();
                for (int hop = 0; hop < HOPS && survivors.containsKey(at); hop++)
                    at = survivors.get(at);
                met.add(new Met(at, event.position(), e));
            }
        met.sort(Comparator.comparing(Met::at).thenComparing(Met::position));
        return new Raw(met, today);
    }

    List<Met> purchases() {
        return met.stream().filter(m -> m.what().kind().equals("order")).toList();
    }

    /** Days with a purchase by customer. */
    Map<String, TreeSet<LocalDate>> days() {
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        for (Met met : purchases())
            days.computeIfAbsent(met.customer(), any -> new TreeSet<>()).add(met.day());
        return days;
    }

    /** The last month that is over. */
    YearMonth ended() {
        return YearMonth.from(today.plusDays(1)).minusMonths(1);
    }

    /** As DuckDB rounds: half away from zero, in binary. */
    static String share(double part, double whole) {
        return whole == 0 ? "null" : rounded(part / whole, 4);
    }

    static String rounded(double number, int places) {
        double shifted = number * Math.pow(10, places);
        double floor = Math.floor(shifted);
        double whole = shifted - floor >= 0.5 ? floor + 1 : floor;
        return plain(
                BigDecimal.valueOf(whole / Math.pow(10, places))
                        .setScale(places, RoundingMode.HALF_UP));
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String line(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) texts.add(String.valueOf(cell));
        return String.join("|", texts);
    }
}
