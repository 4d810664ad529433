package dev.kehu.value.formula.fact;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What money of other currencies, and an hour of the firm's time, comes to in one currency.
 *
 * @param number of the recorded rates, 0 where none were
 * @param rates one unit of another currency in {@code currency}
 * @param hour price of an hour of contact
 */
public record Prices(int number, String currency, Map<String, BigDecimal> rates, BigDecimal hour) {

    /** As long as no rates were recorded: one currency only, and time costs nothing. */
    public static Prices unrecorded(String currency) {
        return new Prices(0, currency, Map.of(), BigDecimal.ZERO);
    }

    /**
     * @throws Refusal {@code value.currencies}, {@code value.amounts}
     */
    BigDecimal worth(@Nullable Money money) {
        if (money == null || money.value().signum() == 0) return BigDecimal.ZERO;
        if (money.currency().equals(currency)) return money.value();
        BigDecimal rate = rates.get(money.currency());
        if (rate == null)
            throw Refusal.invalid(
                    "value.currencies",
                    "there is money in %s, and no rate to %s is recorded: record one"
                            .formatted(money.currency(), currency));
        return money.value().multiply(rate);
    }
}
