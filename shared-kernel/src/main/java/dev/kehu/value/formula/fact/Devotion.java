package dev.kehu.value.formula.fact;

import dev.kehu.value.formula.lifetime.Baskets;
import dev.kehu.value.formula.lifetime.Buyer;
import dev.kehu.value.formula.lifetime.PurchaseModel;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How loyal a customer is, in [0, 1]: the product of still buying, how recently, how regularly, and
 * how satisfied.
 *
 * @param alive P(alive) of the fitted model, 1 without one
 * @param recency 2^(−days since the last order / 365)
 * @param regularity 1 − 2^(−months with an order): one month says half, three say seven eighths
 * @param satisfaction 2/(2 + complaints) within a year, times 0.5 + mean survey answer/20 where
 *     there are answers from 0 to 10
 */
record Devotion(double alive, double recency, double regularity, double satisfaction) {
    private static final double HALF_LIFE = 365;
    private static final BigDecimal BEST_ANSWER = BigDecimal.TEN;

    static Devotion of(
            List<Entry> entries,
            Optional<Buyer> buyer,
            @Nullable PurchaseModel model,
            LocalDate day) {
        if (buyer.isEmpty()) return new Devotion(0, 0, 0, satisfaction(entries, day));
        LocalDate last = day;
        Set<YearMonth> months = new HashSet<>();
        for (Entry e : entries)
            if (e.purchase()) {
                last = e.day();
                months.add(YearMonth.from(e.day()));
            }
        double silence = ChronoUnit.DAYS.between(last, day);
        return new Devotion(
                model == null ? 1 : model.alive(buyer.get()),
                StrictMath.pow(2, -silence / HALF_LIFE),
                1 - StrictMath.pow(2, -months.size()),
                satisfaction(entries, day));
    }

    private static double satisfaction(List<Entry> entries, LocalDate day) {
        int complaints = 0, answers = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (Entry e : entries) {
            if (!Facts.within(e, day)) continue;
            if (e.is("complaint")) complaints++;
            BigDecimal answer = e.quantity();
            if (!e.is("survey") || answer == null) continue;
            answers++;
            sum = sum.add(answer.max(BigDecimal.ZERO).min(BEST_ANSWER));
        }
        double told = answers == 0 ? 1 : 0.5 + sum.doubleValue() / answers / 20;
        return 2.0 / (2 + complaints) * told;
    }

    double all() {
        return alive * recency * regularity * satisfaction;
    }

    /** The purchases as the models see them: amounts in the one currency. */
    static Optional<Buyer> buyer(List<Entry> entries, Prices prices, LocalDate day) {
        Baskets baskets = new Baskets();
        for (Entry e : entries)
            if (e.purchase()) baskets.add("", e.day(), prices.worth(e.amount()));
        return baskets.until(day).stream().findFirst();
    }
}
