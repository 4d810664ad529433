package dev.kehu.lifecycle.formula;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Intervals that hold the true value with 95 % confidence. */
public record Interval(double low, double high) {
    private static final double TAIL = 0.025;
    private static final long SEED = 19_970_101;
    private static final int MOST_DRAWS = 4_000_000;
    private static final int FEWEST_SAMPLES = 100;
    private static final int MOST_SAMPLES = 1_000;
    private static final int HALVINGS = 60;

    /** A share of {@code hits} in {@code tries}: Clopper and Pearson 1934, exact. */
    public static Interval ofShare(long hits, long tries) {
        double low = hits == 0 ? 0 : quantile(TAIL, hits, tries - hits + 1.0);
        double high = hits == tries ? 1 : quantile(1 - TAIL, hits + 1.0, tries - hits);
        return new Interval(low, high);
    }

    /**
     * A figure of a sample: percentile bootstrap (Efron 1979) with a fixed seed, 100 to 1,000
     * samples drawn anew, as many as the size allows.
     */
    public static Interval resampled(double[] sample, ToDoubleFunction<double[]> figure) {
        int samples = Math.clamp(MOST_DRAWS / sample.length, FEWEST_SAMPLES, MOST_SAMPLES);
        SplittableRandom chance = new SplittableRandom(SEED);
        double[] figures = new double[samples];
        double[] drawn = new double[sample.length];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < drawn.length; j++) drawn[j] = sample[chance.nextInt(drawn.length)];
            figures[i] = figure.applyAsDouble(drawn);
        }
        Arrays.sort(figures);
        int tail = (int) (TAIL * samples);
        return new Interval(figures[tail], figures[samples - 1 - tail]);
    }

    /** Where the beta distribution reaches a probability, by halving. */
    private static double quantile(double probability, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (IncompleteBeta.of(middle, a, b) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
