package dev.kehu.value.formula.ahp;

import static dev.kehu.value.formula.ahp.Matrices.upper;
import static dev.kehu.value.formula.ahp.RandomIndex.ALONSO2006;
import static dev.kehu.value.formula.ahp.RandomIndex.DONEGAN1991;
import static dev.kehu.value.formula.ahp.RandomIndex.SAATY1980;
import static dev.kehu.value.formula.ahp.RandomIndex.SAATY2005;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class WeightingTest {
    private static final double NEAR = 1e-6;

    /** Credit-worthiness, gross profit, loyalty, service cost. */
    private static final PairwiseMatrix CRITERIA = upper(4, "3", "5", "5", "3", "3", "1");

    @Nested
    class GivenJudgementsThatAgree {
        @Test
        void weighsTheCriteriaOfCustomerValue() {
            Weighting found = Weighting.of(CRITERIA, SAATY1980);
            near(found.weights(), 0.559586, 0.249487, 0.095464, 0.095464);
            assertThat(found.lambdaMax()).isCloseTo(4.043493, within(NEAR));
            assertThat(found.ci()).isCloseTo(0.014498, within(NEAR));
            assertThat(found.accepted()).isTrue();
        }

        @Test
        void measuresConsistencyByTheTableThatWasNamed() {
            assertThat(Weighting.of(CRITERIA, SAATY1980).cr()).isCloseTo(.0161, within(5e-5));
            assertThat(Weighting.of(CRITERIA, SAATY2005).cr()).isCloseTo(.0163, within(5e-5));
            assertThat(Weighting.of(CRITERIA, ALONSO2006).cr()).isCloseTo(.0164, within(5e-5));
            assertThat(Weighting.of(CRITERIA, DONEGAN1991).cr()).isCloseTo(.0175, within(5e-5));
        }

        @Test
        void findsTheExactWeightsOfAConsistentMatrix() {
            Weighting found = Weighting.of(upper(4, "2", "4", "4", "2", "2", "1"), SAATY1980);
            assertThat(found.weights()).containsExactly(0.5, 0.25, 0.125, 0.125);
            assertThat(found.ci()).isZero();
            assertThat(found.cr()).isZero();
        }

        @Test
        void weighsTheDrinksOfSaaty() {
            PairwiseMatrix drinks =
                    upper(
                            7,
                            ("9 5 2 1 1 1/2 1/3 1/9 1/9 1/9 1/9 1/3 1/4 1/3 1/9 1/2 1 1/3 2 1/2"
                                            + " 1/3")
                                    .split(" "));
            Weighting found = Weighting.of(drinks, SAATY2005);
            assertThat(found.weights())
                    .zipSatisfy(
                            List.of(.1775, .0191, .0418, .1164, .1896, .1288, .3268),
                            (w, published) -> assertThat(w).isCloseTo(published, within(5e-5)));
            assertThat(found.lambdaMax()).isCloseTo(7.17663, within(5e-6));
            assertThat(found.cr()).isCloseTo(.022, within(5e-4));
            assertThat(Weighting.of(drinks, DONEGAN1991).cr()).isCloseTo(.0235, within(5e-5));
        }

        @Test
        void weighsTheLeaderOfWikipedia() {
            Weighting found = Weighting.of(upper(4, "4", "3", "7", "1/3", "3", "5"), SAATY1980);
            near(found.weights(), .547569, .126555, .269950, .055926);
            assertThat(found.lambdaMax()).isCloseTo(4.118418, within(NEAR));
        }

        @Test
        void alwaysSumsToOne() {
            assertThat(
                            Weighting.of(CRITERIA, SAATY1980).weights().stream()
                                    .mapToDouble(w -> w)
                                    .sum())
                    .isCloseTo(1, within(4e-9));
        }
    }

    @Nested
    class GivenJudgementsThatContradict {
        private final Weighting found =
                Weighting.of(upper(4, "3", "1/5", "5", "3", "3", "1"), SAATY1980);

        @Test
        void doesNotAcceptThem() {
            assertThat(found.lambdaMax()).isCloseTo(5.904866, within(NEAR));
            assertThat(found.ci()).isCloseTo(0.634955, within(NEAR));
            assertThat(found.cr()).isCloseTo(0.7055, within(5e-5));
            assertThat(found.accepted()).isFalse();
        }

        @Test
        void refusesThemForAModelAndNamesTheOneToRevise() {
            assertThatThrownBy(found::orRefused)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("0.7055")
                    .hasMessageContaining("revise row 1, column 3: 1/5 was said");
            assertThat(found.doubt().row()).isEqualTo(1);
            assertThat(found.doubt().column()).isEqualTo(3);
        }
    }

    @Nested
    class GivenUnusualSizes {
        @Test
        void oneCriterionWeighsEverything() {
            Weighting found = Weighting.of(PairwiseMatrix.of(List.of(List.of("1"))), SAATY1980);
            assertThat(found.weights()).containsExactly(1.0);
            assertThat(found.lambdaMax()).isEqualTo(1);
            assertThat(found.accepted()).isTrue();
        }

        @Test
        void twoCannotContradict() {
            Weighting found = Weighting.of(upper(2, "9"), SAATY1980);
            near(found.weights(), .9, .1);
            assertThat(found.cr()).isZero();
        }

        @ParameterizedTest
        @EnumSource(value = RandomIndex.class, names = "ALONSO2006", mode = EnumSource.Mode.EXCLUDE)
        void sixteenAreBeyondTheTables(RandomIndex table) {
            assertThatThrownBy(() -> Weighting.of(alike(16), table))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(table.label())
                    .hasMessageContaining("alonso2006");
        }

        @Test
        void sixteenAreMeasuredByTheRegressionLine() {
            assertThat(Weighting.of(alike(16), ALONSO2006).weights()).containsOnly(.0625);
            assertThat(ALONSO2006.of(16)).isCloseTo(1.597807, within(NEAR));
        }

        @Test
        void theOldestTableEndsAtEleven() {
            assertThat(Weighting.of(alike(11), SAATY1980).accepted()).isTrue();
            assertThatThrownBy(() -> Weighting.of(alike(12), SAATY1980))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("ends at 11 criteria");
        }

        private PairwiseMatrix alike(int size) {
            String[] ones = new String[size * (size - 1) / 2];
            Arrays.fill(ones, "1");
            return upper(size, ones);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"saaty1980", "saaty2005", "alonso2006", "donegan1991"})
    void knowsTheTablesByName(String label) {
        assertThat(RandomIndex.named(label).label()).isEqualTo(label);
    }

    @Test
    void refusesAnotherTable() {
        assertThatThrownBy(() -> RandomIndex.named("saaty1977")).isInstanceOf(Refusal.class);
    }

    private static void near(List<Double> found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++)
            assertThat(found.get(i)).isCloseTo(expected[i], within(NEAR));
    }
}
