package dev.kehu.value.formula.ahp;

import static dev.kehu.value.formula.ahp.Matrices.upper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;

class SynthesisTest {
    private static final RandomIndex TABLE = RandomIndex.SAATY1980;
    private static final List<Double> CRITERIA = weights(4, "3", "5", "5", "3", "3", "1");

    @Nested
    class RatingOneByOne {
        private final IntensityScale scale =
                IntensityScale.of(
                        List.of("excellent", "good", "average", "fair", "poor"),
                        upper(5, "3", "5", "7", "9", "3", "5", "7", "3", "5", "3"),
                        TABLE);

        @Test
        void dividesEachLevelByTheBest() {
            assertThat(scale.ideals())
                    .zipSatisfy(
                            List.of(1.0, 0.509931, 0.251508, 0.123586, 0.065005),
                            (found, expected) ->
                                    assertThat(found).isCloseTo(expected, within(1e-6)));
        }

        @ParameterizedTest
        @CsvSource({
            "poor fair average good, 0.139898",
            "average average good average, 0.276178",
            "excellent good good fair, 0.747285",
            "excellent excellent excellent excellent, 1",
            "poor poor poor poor, 0.065005"
        })
        void scoresCustomersByTheirLevels(String levels, double expected) {
            assertThat(Synthesis.score(CRITERIA, scale, List.of(levels.split(" "))))
                    .isCloseTo(expected, within(1e-6));
        }

        @Test
        void refusesAnUnknownLevelAndAMissingRating() {
            assertThatThrownBy(
                            () -> Synthesis.score(CRITERIA, scale, Collections.nCopies(4, "super")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("excellent, good");
            assertThatThrownBy(
                            () -> Synthesis.score(CRITERIA, scale, Collections.nCopies(3, "good")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("4 criteria, 3 ratings");
        }

        @Test
        void refusesLevelsWithoutNamesOfTheirOwn() {
            assertThatThrownBy(() -> IntensityScale.of(List.of("a", "a"), upper(2, "3"), TABLE))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> IntensityScale.of(List.of("a"), upper(2, "3"), TABLE))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void refusesLevelsThatContradictEachOther() {
            assertThatThrownBy(
                            () ->
                                    IntensityScale.of(
                                            List.of("a", "b", "c"),
                                            upper(3, "9", "1/9", "9"),
                                            TABLE))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("revise");
        }
    }

    @Nested
    class ComparingCustomersWithEachOther {
        @Test
        void ordersTheThreeCustomersOfTheArticle() {
            List<Double> totals =
                    Synthesis.totals(
                            CRITERIA,
                            List.of(
                                    weights(3, "1/3", "1/5", "1/3"),
                                    weights(3, "1/2", "1/4", "1/3"),
                                    weights(3, "1/3", "1/3", "1"),
                                    weights(3, "3", "5", "3")));
            assertThat(totals)
                    .zipSatisfy(
                            List.of(0.167107, 0.269602, 0.563291),
                            (found, expected) ->
                                    assertThat(found).isCloseTo(expected, within(1e-6)));
            assertThat(totals).isSorted();
        }

        @Test
        void refusesAlternativesThatAreNotTheSameEverywhere() {
            assertThatThrownBy(() -> Synthesis.totals(CRITERIA, List.of(CRITERIA)))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Nested
    class SeveralExperts {
        @Test
        void areJoinedByTheGeometricMean() {
            PairwiseMatrix joined = Experts.joined(List.of(upper(2, "9"), upper(2, "1/4")));
            assertThat(joined.at(0, 1)).isCloseTo(1.5, within(1e-12));
            assertThat(joined.at(1, 0)).isCloseTo(1 / 1.5, within(1e-12));
        }

        @Test
        void judgeTheSameCriteria() {
            assertThatThrownBy(
                            () -> Experts.joined(List.of(upper(2, "9"), upper(3, "1", "1", "1"))))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> Experts.joined(List.of())).isInstanceOf(Refusal.class);
        }
    }

    private static List<Double> weights(int size, String... judgements) {
        return Weighting.of(upper(size, judgements), TABLE).weights();
    }
}
