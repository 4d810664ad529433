package dev.kehu.value.formula.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.formula.assessment.Trend.Point;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class YardstickTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private static final Yardstick YARDSTICK =
            new Yardstick(
                    ValueModelId.ALL,
                    1,
                    Map.of(
                            "credit-worthiness", new BigDecimal("0.559586"),
                            "gross-profit", new BigDecimal("0.249487"),
                            "loyalty", new BigDecimal("0.095464"),
                            "service-cost", new BigDecimal("0.095463")),
                    List.of("excellent", "good", "average", "fair", "poor"),
                    Map.of(
                            "excellent", BigDecimal.ONE,
                            "good", new BigDecimal("0.509931"),
                            "average", new BigDecimal("0.251508"),
                            "fair", new BigDecimal("0.123586"),
                            "poor", new BigDecimal("0.065005")),
                    StandardModel.draft(Instant.EPOCH).cutPoints(),
                    HALF);

    private static Map<String, BigDecimal> measured(
            String credit, String profit, String loyalty, String cost) {
        return Map.of(
                "credit-worthiness", new BigDecimal(credit),
                "gross-profit", new BigDecimal(profit),
                "loyalty", new BigDecimal(loyalty),
                "service-cost", new BigDecimal(cost));
    }

    /** The three customers of the worked example: C before B before A. */
    @ParameterizedTest
    @CsvSource({
        "0.39, 10, 0.2, 10, 0.139898",
        "0.60, 40, 0.3, 25, 0.276178",
        "0.80, 80, 0.3, 50, 0.747285",
        "1, 9999, 1, 0, 1",
        "0, -5, 0, 9999, 0.065005"
    })
    void scoresTheWorkedExample(
            String credit, String profit, String loyalty, String cost, String score) {
        Rating rating = YARDSTICK.rate(measured(credit, profit, loyalty, cost));
        assertThat(rating.score()).isCloseTo(new BigDecimal(score), within(new BigDecimal("1e-6")));
        assertThat(
                        rating.contributions().values().stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as("exactly")
                .isEqualTo(rating.score());
    }

    @Test
    void putsAFigureOnACutPointOnItsBetterSide() {
        assertThat(YARDSTICK.rate(measured("0.8", "200", "0.5", "1")).levels().values())
                .containsOnly("excellent");
        assertThat(YARDSTICK.rate(measured("0.79", "199", "0.49", "1.01")).levels().values())
                .containsOnly("good");
    }

    @Test
    void measuresCurrentAndPotentialValueByTheirOwnWeights() {
        Rating rating = YARDSTICK.rate(measured("1", "0", "1", "0"));
        assertThat(rating.potential()).isEqualTo("1.000000000");
        // (0.249487 · 0.065005 + 0.095463) / 0.344950
        assertThat(rating.current()).isEqualTo("0.323759681");
    }

    @Nested
    class Classes {
        private ValueClass of(String current, String potential, ValueClass... before) {
            Rating rating =
                    new Rating(
                            Map.of(),
                            Map.of(),
                            BigDecimal.ONE,
                            new BigDecimal(current),
                            new BigDecimal(potential));
            return ValueClass.of(rating, HALF, before.length == 0 ? null : before[0]);
        }

        @Test
        void areFour() {
            assertThat(of("0.49", "0.49")).isEqualTo(ValueClass.LOW);
            assertThat(of("0.50", "0.49")).isEqualTo(ValueClass.SECONDARY);
            assertThat(of("0.49", "0.50")).isEqualTo(ValueClass.POTENTIAL);
            assertThat(of("0.50", "0.50")).isEqualTo(ValueClass.HIGH);
        }

        @Test
        void areLeftOnlyBeyondTheMargin() {
            assertThat(of("0.45", "0.54", ValueClass.SECONDARY)).isEqualTo(ValueClass.SECONDARY);
            assertThat(of("0.449", "0.54", ValueClass.SECONDARY)).isEqualTo(ValueClass.LOW);
            assertThat(of("0.45", "0.55", ValueClass.SECONDARY)).isEqualTo(ValueClass.HIGH);
            assertThat(of("0.54", "0.45", ValueClass.POTENTIAL)).isEqualTo(ValueClass.POTENTIAL);
        }
    }

    @Nested
    class Trends {
        private Trend of(String... scores) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < scores.length; i++)
                points.add(new Point(DAY.plusDays(i * 73L), new BigDecimal(scores[i])));
            return Trend.of(points);
        }

        @Test
        void areTheSlopeOfAYear() {
            assertThat(of("0.50")).isEqualTo(Trend.STEADY);
            assertThat(of("0.50", "0.509")).isEqualTo(Trend.STEADY);
            assertThat(of("0.50", "0.511")).isEqualTo(Trend.RISING);
            assertThat(of("0.50", "0.489")).isEqualTo(Trend.FALLING);
            assertThat(of("0.50", "0.60", "0.40", "0.50")).isEqualTo(Trend.FALLING);
        }

        @Test
        void sayNothingAboutASingleDay() {
            assertThat(
                            Trend.of(
                                    List.of(
                                            new Point(DAY, BigDecimal.ZERO),
                                            new Point(DAY, BigDecimal.ONE))))
                    .isEqualTo(Trend.STEADY);
        }
    }

    @Test
    void looksAtTheLastFourAssessments() {
        Course course = Course.NEW;
        for (String score : List.of("0.9", "0.1", "0.2", "0.3"))
            course =
                    course.and(
                            DAY.plusDays(course.points().size()),
                            new BigDecimal(score),
                            ValueClass.LOW);
        assertThat(course.points()).hasSize(4);
        assertThat(course.trend(DAY.plusDays(9), new BigDecimal("0.4"))).isEqualTo(Trend.RISING);
    }
}
