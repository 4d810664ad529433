package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

class IntervalTest {
    /** Figures of R 4, {@code binom.test(x, n)$conf.int}. */
    @Test
    void isThatOfClopperAndPearson() {
        near(Interval.ofShare(10, 100), 0.04900469, 0.17622260);
        near(Interval.ofShare(0, 10), 0, 0.30849710);
        near(Interval.ofShare(10, 10), 0.69150290, 1);
        near(Interval.ofShare(1, 2), 0.01257912, 0.98742088);
    }

    private static void near(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within(1e-7));
        assertThat(interval.high()).isCloseTo(high, within(1e-7));
    }

    /** The defining property, summed term by term. */
    @Test
    void leavesATailOfTwoAndAHalfPercentOnEachSide() {
        for (long[] seen : List.of(new long[] {7, 31}, new long[] {25, 40}, new long[] {1, 9})) {
            Interval interval = Interval.ofShare(seen[0], seen[1]);
            assertThat(tail(interval.low(), seen[0], seen[1])).isCloseTo(0.025, within(1e-9));
            assertThat(1 - tail(interval.high(), seen[0] + 1, seen[1]))
                    .isCloseTo(0.025, within(1e-9));
        }
    }

    private static double tail(double chance, long from, long tries) {
        double all = 0;
        for (long k = from; k <= tries; k++) {
            double term = 1;
            for (long i = 0; i < k; i++) term *= (tries - i) * chance / (k - i);
            all += term * Math.pow(1 - chance, tries - k);
        }
        return all;
    }

    @Test
    void holdsTheMeanOfASampleAndIsTheSameEachTime() {
        long seed = 5;
        System.out.println("seed " + seed);
        Random chance = new Random(seed);
        double[] sample = chance.doubles(400, 0, 10).toArray();
        Interval one = Interval.resampled(sample, s -> Arrays.stream(s).average().orElseThrow());
        double mean = Arrays.stream(sample).average().orElseThrow();
        double error = 10 / Math.sqrt(12) / Math.sqrt(400);
        assertThat(one.low()).isCloseTo(mean - 1.96 * error, within(0.5 * error));
        assertThat(one.high()).isCloseTo(mean + 1.96 * error, within(0.5 * error));
        assertThat(Interval.resampled(sample, s -> Arrays.stream(s).average().orElseThrow()))
                .isEqualTo(one);
    }
}
