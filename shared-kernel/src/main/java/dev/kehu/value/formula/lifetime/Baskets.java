package dev.kehu.value.formula.lifetime;

import dev.kehu.kernel.Refusal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Purchases by customer, collected in any order. Several on one day are one; what was paid back is
 * no purchase and is left out; a purchase of nothing counts.
 */
public final class Baskets {
    /** Money is counted in ten-thousandths of its unit, so that no sum depends on the order. */
    private static final int DECIMALS = 4;

    static final long UNIT = 10_000;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);

    private final Map<String, Basket> byCustomer = new TreeMap<>();
    private int last = Integer.MIN_VALUE;
    private long refunds;

    /** Whether an amount is so large that it must be a mistake, and sums might not hold it. */
    public static boolean tooLarge(BigDecimal amount) {
        return amount.abs().compareTo(LARGEST) > 0;
    }

    /**
     * @param amount below zero it was paid back; not too large
     */
    public void add(String customer, LocalDate day, BigDecimal amount) {
        if (amount.signum() < 0) {
            refunds++;
            return;
        }
        long paid =
                amount.setScale(DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
        int number = Math.toIntExact(day.toEpochDay());
        byCustomer.computeIfAbsent(customer, c -> new Basket()).add(number, paid);
        last = Math.max(last, number);
    }

    /** The last day with a purchase. */
    public LocalDate last() {
        if (byCustomer.isEmpty())
            throw Refusal.invalid("value.no-purchases", "there are no purchases to learn from");
        return LocalDate.ofEpochDay(last);
    }

    /** How many rows were left out because money went back. */
    public long refunds() {
        return refunds;
    }

    /** Everybody who had bought by the end of that day, by name; later purchases are not seen. */
    public List<Buyer> until(LocalDate end) {
        int number = Math.toIntExact(end.toEpochDay());
        List<Buyer> buyers = new ArrayList<>(byCustomer.size());
        byCustomer.forEach(
                (customer, basket) -> {
                    OptionalInt first = basket.first();
                    if (first.isPresent() && first.getAsInt() <= number)
                        buyers.add(basket.until(customer, number));
                });
        return buyers;
    }
}
