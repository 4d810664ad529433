package dev.kehu.value.formula.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;

class MinimumTest {
    private static final double BOUND = 14;

    @Test
    void isFoundAlongABentValley() {
        Objective rosenbrock =
                (at, slope) -> {
                    double off = at[1] - at[0] * at[0];
                    slope[0] = -400 * off * at[0] - 2 * (1 - at[0]);
                    slope[1] = 200 * off;
                    return 100 * off * off + (1 - at[0]) * (1 - at[0]);
                };
        Minimum found = Minimum.of(rosenbrock, new double[] {-1.2, 1}, BOUND);
        assertThat(found.point()[0]).isCloseTo(1, within(1e-8));
        assertThat(found.point()[1]).isCloseTo(1, within(1e-8));
    }

    @Test
    void isNoSaddle() {
        refused(
                (at, slope) -> {
                    slope[0] = 2 * at[0];
                    slope[1] = -2 * at[1];
                    return at[0] * at[0] - at[1] * at[1];
                },
                0,
                "tell the parameters apart");
    }

    @Test
    void isNoFlatValley() {
        refused(
                (at, slope) -> {
                    slope[0] = 2 * (at[0] + at[1]);
                    slope[1] = slope[0];
                    return (at[0] + at[1]) * (at[0] + at[1]);
                },
                1,
                "tell the parameters apart");
    }

    @Test
    void isNotBeyondTheBound() {
        refused(
                (at, slope) -> {
                    slope[0] = -1;
                    slope[1] = -1;
                    return -at[0] - at[1];
                },
                0,
                "without limit");
    }

    @Test
    void isNotWhereNothingCanBeComputed() {
        refused(
                (at, slope) -> {
                    slope[0] = Double.NaN;
                    slope[1] = Double.NaN;
                    return Double.NaN;
                },
                0,
                "");
    }

    private static void refused(Objective function, double start, String words) {
        assertThatThrownBy(() -> Minimum.of(function, new double[] {start, start}, BOUND))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(words)
                .satisfies(r -> assertThat(((Refusal) r).code()).isEqualTo("value.fit-unstable"));
    }
}
