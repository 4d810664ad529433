package dev.kehu.value.formula.lifetime;

import java.util.Random;

/** Customers who behave as BG/NBD says. */
final class Simulated {
    private static final int DAYS = 700;

    private Simulated() {}

    static Buyer buyer(Random random, double r, double alpha, double a, double b) {
        double rate = gamma(random, r) / alpha;
        double one = gamma(random, a);
        double leaves = one / (one + gamma(random, b));
        int x = 0;
        double at = 0;
        double last = 0;
        while (true) {
            if (random.nextDouble() < leaves && x > 0) break;
            at += -Math.log(1 - random.nextDouble()) / rate;
            if (!(at * 7 < DAYS)) break;
            last = at;
            x++;
        }
        // as many whole days as the model asks for: two purchases on one day are rare here
        return new Buyer("", x, (int) Math.round(last * 7), DAYS, x);
    }

    /** Marsaglia and Tsang 2000. */
    private static double gamma(Random random, double shape) {
        if (shape < 1) return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v))
                return d * v;
        }
    }
}
