package dev.kehu.lifecycle.formula;

import dev.kehu.kernel.Money;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.TreeMap;

/** Money by day, for as long as there is one currency. */
final class Takings {
    private final TreeMap<Long, Day> days = new TreeMap<>();
    private final Currencies currencies = new Currencies();

    /** How many amounts, and their sum. */
    record Day(long count, BigDecimal sum) {
        static final Day NONE = new Day(0, BigDecimal.ZERO);

        Day plus(Day other) {
            return new Day(count + other.count, sum.add(other.sum));
        }

        BigDecimal mean() {
            return BigDecimal.valueOf(sum.doubleValue() / count);
        }
    }

    void add(long day, Money amount) {
        currencies.add(amount.currency());
        days.merge(day, new Day(1, amount.value()), Day::plus);
    }

    /**
     * @param from first day
     * @param to last day
     */
    Collection<Day> between(long from, long to) {
        currencies.refuseSeveral();
        return days.subMap(from, true, to, true).values();
    }
}
