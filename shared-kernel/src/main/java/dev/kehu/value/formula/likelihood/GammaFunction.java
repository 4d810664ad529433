package dev.kehu.value.formula.likelihood;

/**
 * lnΓ and its derivative ψ for positive numbers, to about 1e-14: the recurrence up to where
 * Stirling's series is exact to double (Abramowitz and Stegun 6.1.41 and 6.3.18). StrictMath gives
 * the same bits on every machine.
 */
public final class GammaFunction {
    private static final double SERIES_FROM = 16;
    private static final double HALF_LOG_TWO_PI = 0.918938533204672741780329736406;

    private GammaFunction() {}

    public static double logGamma(double x) {
        double product = 1;
        double z = x;
        for (; z < SERIES_FROM; z++) product *= z;
        double over = 1 / z;
        double square = over * over;
        double series =
                over
                        * (1.0 / 12
                                - square
                                        * (1.0 / 360
                                                - square
                                                        * (1.0 / 1260
                                                                - square
                                                                        * (1.0 / 1680
                                                                                - square / 1188))));
        return (z - 0.5) * StrictMath.log(z)
                - z
                + HALF_LOG_TWO_PI
                + series
                - StrictMath.log(product);
    }

    public static double digamma(double x) {
        double sum = 0;
        double z = x;
        for (; z < SERIES_FROM; z++) sum -= 1 / z;
        double square = 1 / (z * z);
        double series =
                square
                        * (1.0 / 12
                                - square
                                        * (1.0 / 120
                                                - square
                                                        * (1.0 / 252
                                                                - square
                                                                        * (1.0 / 240
                                                                                - square / 132))));
        return sum + StrictMath.log(z) - 0.5 / z - series;
    }
}
