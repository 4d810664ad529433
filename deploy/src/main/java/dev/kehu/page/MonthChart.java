package dev.kehu.page;

import dev.kehu.page.Reading.Month;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the chart card shows: money of one currency by month, or orders of all.
 *
 * @param currency of the money shown, null without orders
 * @param currencies to choose from, ascending
 */
public record MonthChart(
        boolean orders, @Nullable String currency, List<String> currencies, BarChart bars) {
    static MonthChart of(List<Month> months, @Nullable String measure, @Nullable String asked) {
        List<String> currencies = months.stream().map(Month::currency).distinct().sorted().toList();
        String currency =
                currencies.contains(asked)
                        ? asked
                        : currencies.isEmpty() ? null : currencies.get(0);
        boolean orders = "orders".equals(measure);
        BarChart bars =
                orders
                        ? BarChart.of(months, m -> BigDecimal.valueOf(m.orders()))
                        : BarChart.of(
                                months.stream().filter(m -> m.currency().equals(currency)).toList(),
                                Month::value);
        return new MonthChart(orders, currency, currencies, bars);
    }

    public String title() {
        return orders ? "Orders by month" : "Money by month, " + currency;
    }
}
