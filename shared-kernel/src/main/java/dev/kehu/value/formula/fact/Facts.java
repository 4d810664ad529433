package dev.kehu.value.formula.fact;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.Criterion;
import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.lifetime.Buyer;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of a customer on a business day, in steps of 1e-9.
 *
 * @param measured one figure for each criterion, by its label
 * @param buyer null without a purchase
 * @param fit null as long as nothing was learnt
 */
public record Facts(Map<String, BigDecimal> measured, @Nullable Buyer buyer, @Nullable Fit fit) {
    /** Money and complaints count for a year, so that a customer's value can fall. */
    private static final int YEAR = 365;

    private static final int DECIMALS = 9;
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    /**
     * @param entries by time, none of them after that day
     * @param fit null as long as nothing was learnt
     * @throws Refusal {@code value.currencies}, {@code value.amounts}
     */
    public static Facts of(List<Entry> entries, Prices prices, @Nullable Fit fit, LocalDate day) {
        if (entries.stream().anyMatch(Entry::tooLarge))
            throw Refusal.invalid(
                    "value.amounts", "an amount is over 1,000,000,000,000: mend the order");
        Optional<Buyer> buyer = Devotion.buyer(entries, prices, day);
        Devotion loyalty = Devotion.of(entries, buyer, fit == null ? null : fit.purchases(), day);
        PaymentBehaviour paid = PaymentBehaviour.of(entries, prices, day);
        Map<String, BigDecimal> measured = new LinkedHashMap<>();
        measured.put(Criterion.CREDIT_WORTHINESS.label(), Rounded.exact(paid.chance()));
        measured.put(Criterion.GROSS_PROFIT.label(), tidy(profit(entries, prices, day)));
        measured.put(Criterion.LOYALTY.label(), tidy(Rounded.exact(loyalty.all())));
        measured.put(Criterion.SERVICE_COST.label(), tidy(service(entries, prices, day)));
        return new Facts(measured, buyer.orElse(null), fit);
    }

    /**
     * See {@link Outlook}; empty without a fit or a purchase. Worked out at each call, for most who
     * measure do not ask.
     */
    public Map<String, BigDecimal> outlook() {
        return buyer == null || fit == null ? Map.of() : Outlook.of(buyer, fit);
    }

    /** Nothing is stored as 0, not as 0E-9. */
    private static BigDecimal tidy(BigDecimal figure) {
        return figure.signum() == 0 ? BigDecimal.ZERO : figure;
    }

    static boolean within(Entry e, LocalDate day) {
        return e.day().isAfter(day.minusDays(YEAR));
    }

    /** Orders less what they cost and what was sent back, within a year. */
    private static BigDecimal profit(List<Entry> entries, Prices prices, LocalDate day) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Entry e : entries) {
            if (!within(e, day)) continue;
            if (e.is("order"))
                sum = sum.add(prices.worth(e.amount())).subtract(prices.worth(e.cost()));
            if (e.is("return")) sum = sum.subtract(prices.worth(e.amount()).abs());
        }
        return sum.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** What every other contact cost, and the time of all of them, within a year. */
    private static BigDecimal service(List<Entry> entries, Prices prices, LocalDate day) {
        BigDecimal sum = BigDecimal.ZERO;
        long seconds = 0;
        for (Entry e : entries) {
            if (!within(e, day)) continue;
            if (!e.is("order")) sum = sum.add(prices.worth(e.cost()));
            seconds = Math.addExact(seconds, e.seconds());
        }
        BigDecimal time =
                BigDecimal.valueOf(seconds)
                        .multiply(prices.hour())
                        .divide(HOUR, DECIMALS, RoundingMode.HALF_EVEN);
        return sum.setScale(DECIMALS, RoundingMode.HALF_EVEN).add(time);
    }
}
