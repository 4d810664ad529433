package dev.kehu.value.formula.lifetime;

import dev.kehu.value.formula.likelihood.Objective;

import java.util.List;

/**
 * −ln L of BG/NBD and its derivatives, by the logarithms of r, α, a and b. For each customer
 *
 * <pre>
 * lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T)
 *   + lnΓ(a+b) − lnΓ(a+b+x) + lnΓ(b+x) − lnΓ(b)
 *   + [x>0] ln(1 + a/(b+x−1) · ((α+T)/(α+tx))^(r+x))
 * </pre>
 *
 * x is whole and time is in days, so that all but the last line is summed over the few counts and
 * ages there are.
 */
final class PurchaseLikelihood implements Objective {
    private static final int R = 0;
    private static final int ALPHA = 1;
    private static final int A = 2;
    private static final int B = 3;

    /** Beyond, 1 + e^d is e^d to double. */
    private static final double STEEP = 40;

    private static final double NEARLY_FULL = 1e250;

    private final Patterns patterns;
    private final double[] logs;
    private final double[] overs;
    private final double[] chance;
    private final double[] gone;

    PurchaseLikelihood(List<Buyer> buyers) {
        patterns = Patterns.of(buyers);
        logs = new double[patterns.customersByAge().length];
        overs = new double[logs.length];
        chance = new double[patterns.customersByFrequency().length];
        gone = new double[chance.length];
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double r = StrictMath.exp(point[R]);
        double alpha = StrictMath.exp(point[ALPHA]);
        double a = StrictMath.exp(point[A]);
        double b = StrictMath.exp(point[B]);
        double[] slope = new double[4];
        double sum = ages(r, alpha, point[ALPHA], slope);
        sum += counts(r, a, b, slope);
        sum += silence(r, a, b, slope);
        gradient[R] = -slope[R] * r;
        gradient[ALPHA] = -slope[ALPHA] * alpha;
        gradient[A] = -slope[A] * a;
        gradient[B] = -slope[B] * b;
        return -sum;
    }

    /** r ln α − (r+x) ln(α+T), and the tables of both. */
    private double ages(double r, double alpha, double logAlpha, double[] slope) {
        double sum = 0;
        for (int day = 0; day < logs.length; day++) {
            logs[day] = StrictMath.log(alpha + Buyer.weeks(day));
            overs[day] = 1 / (alpha + Buyer.weeks(day));
            double customers = patterns.customersByAge()[day];
            double shapes = customers * r + patterns.repeatsByAge()[day];
            sum += customers * r * logAlpha - shapes * logs[day];
            slope[R] += customers * (logAlpha - logs[day]);
            slope[ALPHA] += customers * r / alpha - shapes * overs[day];
        }
        return sum;
    }

    /** What depends on how many purchases there were; Γ(r+x)/Γ(r) is r(r+1)…(r+x−1). */
    private double counts(double r, double a, double b, double[] slope) {
        double value = 0, byR = 0, byA = 0, byB = 0, sum = 0;
        for (int x = 0; x < chance.length; x++) {
            double customers = patterns.customersByFrequency()[x];
            sum += customers * value;
            slope[R] += customers * byR;
            slope[A] += customers * byA;
            slope[B] += customers * byB;
            value += StrictMath.log((r + x) * ((b + x) / (a + b + x)));
            byR += 1 / (r + x);
            byA -= 1 / (a + b + x);
            byB += 1 / (b + x) - 1 / (a + b + x);
        }
        return sum;
    }

    /** The last line: who came back may have left since. */
    private double silence(double r, double a, double b, double[] slope) {
        for (int x = 1; x < chance.length; x++) {
            chance[x] = StrictMath.log(a / (b + x - 1));
            gone[x] = 0;
        }
        double sum = comers(r, slope);
        for (int x = 1; x < chance.length; x++) {
            slope[A] += gone[x] / a;
            slope[B] -= gone[x] / (b + x - 1);
        }
        return sum;
    }

    private double comers(double r, double[] slope) {
        double sum = 0, byR = 0, byAlpha = 0;
        // One logarithm of a product of many factors, for hundreds of rows.
        double product = 1;
        for (int row = 0; row < patterns.rows(); row++) {
            int x = patterns.frequency()[row];
            int age = patterns.age()[row];
            int recency = patterns.recency()[row];
            double many = patterns.customers()[row];
            double apart = logs[age] - logs[recency];
            double odds = chance[x] + (r + x) * apart;
            double left = many;
            if (odds > STEEP) sum += many * odds;
            else {
                double e = StrictMath.exp(odds);
                left = many * e / (1 + e);
                if (many == 1) product *= 1 + e;
                else sum += many * StrictMath.log1p(e);
                if (product > NEARLY_FULL) {
                    sum += StrictMath.log(product);
                    product = 1;
                }
            }
            gone[x] += left;
            byR += left * apart;
            byAlpha += left * (r + x) * (overs[age] - overs[recency]);
        }
        slope[R] += byR;
        slope[ALPHA] += byAlpha;
        return sum + StrictMath.log(product);
    }
}
