package dev.kehu.value.formula.lifetime;

/**
 * BG/NBD (Fader, Hardie and Lee 2005): while alive, a customer buys as a Poisson process whose rate
 * differs by a gamma(r, α) distribution over customers; after each purchase he leaves with a
 * probability that differs by a beta(a, b). The unit of time is the week.
 */
public record PurchaseModel(double r, double alpha, double a, double b) {
    private static final int TERMS = 1_000_000;
    private static final double SMALL = 1e-16;

    /** Probability that the customer still buys. Who bought once cannot have left yet. */
    public double alive(Buyer buyer) {
        return buyer.frequency() == 0 ? 1 : 1 / (1 + left(buyer));
    }

    /** Odds that the customer has left: a/(b+x−1) · ((α+T)/(α+tx))^(r+x). */
    private double left(Buyer buyer) {
        int x = buyer.frequency();
        double silent =
                StrictMath.log(alpha + buyer.ageWeeks())
                        - StrictMath.log(alpha + buyer.recencyWeeks());
        return a / (b + x - 1) * StrictMath.exp((r + x) * silent);
    }

    /** Purchases expected of this customer in the next weeks. */
    public double expected(double weeks, Buyer buyer) {
        double all = expected(weeks, buyer.frequency(), buyer.ageWeeks());
        return buyer.frequency() == 0 ? all : all / (1 + left(buyer));
    }

    /** Purchases expected of somebody new in the first weeks, besides the first one. */
    public double expected(double weeks) {
        return expected(weeks, 0, 0);
    }

    /**
     * (a+b+x−1)/(a−1) · [1 − (1−z)^(r+x) · 2F1(r+x, b+x; a+b+x−1; z)] with z = t/(α+T+t), turned by
     * Euler's transformation into (1−z)^(a−1) · 2F1(a+b−1−r, a−1; a+b+x−1; z), which neither
     * overflows for frequent buyers nor divides by zero at a = 1.
     */
    private double expected(double weeks, int x, double age) {
        double z = weeks / (alpha + age + weeks);
        double e = a - 1;
        double c = a + b + x - 1;
        double log = StrictMath.log((alpha + age) / (alpha + age + weeks));
        double first = e == 0 ? log : StrictMath.expm1(e * log) / e;
        return -(c * first + StrictMath.exp(e * log) * series(a + b - 1 - r, e, c, z));
    }

    /** Σ over k ≥ 1 of (p)k (1+e)k−1 / ((c+1)k−1 k!) · z^k: the series without 1, times c/e. */
    private static double series(double p, double e, double c, double z) {
        double term = p * z;
        double sum = term;
        for (int k = 1; k < TERMS && Math.abs(term) > SMALL * Math.abs(sum); k++) {
            term *= (p + k) * (e + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }
        return sum;
    }
}
