package dev.kehu.value.formula.lifetime;

import dev.kehu.value.formula.likelihood.GammaFunction;
import dev.kehu.value.formula.likelihood.Objective;

import java.util.Comparator;
import java.util.List;

/**
 * −ln L of Gamma-Gamma and its derivatives, by the logarithms of p, q and v. For each customer with
 * x repeats of mean m
 *
 * <pre>
 * lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln v + (px−1) ln m + px ln x − (px+q) ln(xm+v)
 * </pre>
 *
 * summed over customers of equal x, who share all but the last logarithm.
 */
final class SpendLikelihood implements Objective {
    private static final int P = 0;
    private static final int Q = 1;
    private static final int V = 2;
    private static final double NEARLY_FULL = 1e250;

    /** Sorted, so that no sum depends on the order of the customers. */
    private final int[] frequency;

    private final double[] total;
    private final double[] logTotal;
    private final double logMeans;

    SpendLikelihood(List<Buyer> payers) {
        List<Buyer> sorted =
                payers.stream()
                        .sorted(
                                Comparator.comparingInt(Buyer::frequency)
                                        .thenComparingDouble(Buyer::meanSpend))
                        .toList();
        frequency = sorted.stream().mapToInt(Buyer::frequency).toArray();
        total = new double[frequency.length];
        logTotal = new double[frequency.length];
        double means = 0;
        for (int i = 0; i < total.length; i++) {
            total[i] = frequency[i] * sorted.get(i).meanSpend();
            logTotal[i] = StrictMath.log(total[i]);
            means += StrictMath.log(sorted.get(i).meanSpend());
        }
        logMeans = means;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double p = StrictMath.exp(point[P]);
        double q = StrictMath.exp(point[Q]);
        double v = StrictMath.exp(point[V]);
        double n = frequency.length;
        double sum = n * (q * point[V] - GammaFunction.logGamma(q)) - logMeans;
        double[] slope = {0, n * (point[V] - GammaFunction.digamma(q)), n * q / v};
        for (int from = 0; from < frequency.length; ) {
            int until = from;
            while (until < frequency.length && frequency[until] == frequency[from]) until++;
            sum += alike(from, until, p, q, v, slope);
            from = until;
        }
        gradient[P] = -slope[P] * p;
        gradient[Q] = -slope[Q] * q;
        gradient[V] = -slope[V] * v;
        return -sum;
    }

    private double alike(int from, int until, double p, double q, double v, double[] slope) {
        double x = frequency[from];
        double customers = until - from;
        double totals = 0, logs = 0, overs = 0;
        // One logarithm of a product of many factors, for dozens of customers.
        double product = 1;
        for (int i = from; i < until; i++) {
            totals += logTotal[i];
            product *= total[i] + v;
            overs += 1 / (total[i] + v);
            if (product > NEARLY_FULL || product < 1 / NEARLY_FULL) {
                logs += StrictMath.log(product);
                product = 1;
            }
        }
        logs += StrictMath.log(product);
        double both = GammaFunction.digamma(p * x + q);
        slope[P] += x * (customers * (both - GammaFunction.digamma(p * x)) + totals - logs);
        slope[Q] += customers * both - logs;
        slope[V] -= (p * x + q) * overs;
        double gammas = GammaFunction.logGamma(p * x + q) - GammaFunction.logGamma(p * x);
        return customers * gammas + p * x * (totals - logs) - q * logs;
    }
}
