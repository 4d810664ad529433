package dev.kehu.lifecycle.formula;

/**
 * The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (NIST Digital
 * Library 8.17.22); ln Γ by Lanczos (g = 7, nine terms).
 */
final class IncompleteBeta {
    private static final int TERMS = 1_000_000;
    private static final double NEAR = 1e-14;
    private static final double TINY = 1e-300;
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private IncompleteBeta() {}

    static double of(double x, double a, double b) {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - of(1 - x, b, a);
        double front =
                StrictMath.exp(
                        a * StrictMath.log(x)
                                + b * StrictMath.log1p(-x)
                                + lnGamma(a + b)
                                - lnGamma(a)
                                - lnGamma(b));
        return front * fraction(x, a, b) / a;
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / off(1 - (a + b) * x / (a + 1));
        double f = d;
        for (int m = 1; m < TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / off(1 + even * d);
            c = off(1 + even / c);
            f *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / off(1 + odd * d);
            c = off(1 + odd / c);
            f *= d * c;
            if (Math.abs(d * c - 1) < NEAR) break;
        }
        return f;
    }

    private static double off(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double lnGamma(double z) {
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (z - 1 + i);
        double t = z + 6.5;
        return 0.5 * StrictMath.log(2 * Math.PI)
                + (z - 0.5) * StrictMath.log(t)
                - t
                + StrictMath.log(sum);
    }
}
