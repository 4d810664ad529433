package dev.kehu.page;

import dev.kehu.page.Reading.Month;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the chart card shows: money of one currency by month, or orders of all. Unless asked, the
 * currency with most orders.
 *
 * @param currency of the money shown, null without orders
 * @param currencies to choose from, ascending
 */
public record MonthChart(
        boolean orders, @Nullable String currency, List<String> currencies, BarChart bars) {
    static MonthChart of(List<Month> months, @Nullable String measure, @Nullable String asked) {
        List<String> currencies = months.stream().map(Month::currency).distinct().sorted().toList();
        String currency = currencies.contains(asked) ? asked : commonest(months);
        boolean orders = "orders".equals(measure);
        BarChart bars =
                orders
                        ? BarChart.of(months, m -> BigDecimal.valueOf(m.orders()))
                        : BarChart.of(
                                months,
                                m -> m.currency().equals(currency) ? m.value() : BigDecimal.ZERO);
        return new MonthChart(orders, currency, currencies, bars);
    }

    private static @Nullable String commonest(List<Month> months) {
        Map<String, Long> orders =
                months.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Month::currency,
                                        TreeMap::new,
                                        Collectors.summingLong(Month::orders)));
        return orders.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    public String title() {
        return orders ? "Orders by month" : "Money by month, " + currency;
    }
}
