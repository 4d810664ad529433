package dev.kehu.value.formula.lifetime;

/**
 * Money expected of a customer, discounted: Σ (E[Y(i)] − E[Y(i−1)]) · E[M] / (1+d)^i over months.
 *
 * @param monthlyRate d, for instance 0.01
 */
public record LifetimeValue(PurchaseModel purchases, SpendModel spend, double monthlyRate) {
    /**
     * The models count weeks; taking days for them made published examples seven times too large.
     */
    static final double WEEKS_A_MONTH = 4.345;

    public double of(Buyer buyer, int months) {
        double discounted = 0;
        double discount = 1;
        double before = 0;
        for (int month = 1; month <= months; month++) {
            double until = purchases.expected(month * WEEKS_A_MONTH, buyer);
            discount *= 1 + monthlyRate;
            discounted += (until - before) / discount;
            before = until;
        }
        return discounted * spend.expected(buyer);
    }
}
