package dev.kehu.value.formula.lifetime;

/**
 * Gamma-Gamma (Fader and Hardie 2013): what is spent on a day with a purchase, per customer
 * independent of how often. In the currency it was fitted in.
 */
public record SpendModel(double p, double q, double v) {
    /** Expected money of the customer's next purchase; with no repeat, the mean over everybody. */
    public double expected(Buyer buyer) {
        double everybody = p * v / (q - 1);
        if (buyer.frequency() == 0 || buyer.meanSpend() <= 0) return everybody;
        double seen = p * buyer.frequency();
        double own = seen / (seen + q - 1);
        return (1 - own) * everybody + own * buyer.meanSpend();
    }
}
