package dev.kehu.value.formula.ahp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class MissingJudgementsTest {
    @Test
    void completesTheExampleOfAhpy() {
        PairwiseMatrix full =
                MissingJudgements.completed(
                        List.of(
                                Arrays.asList("1", "1", "5", "2"),
                                Arrays.asList("1", "1", "3", "4"),
                                Arrays.asList("1/5", "1/3", "1", null),
                                Arrays.asList("1/2", "1/4", null, "1")));
        assertThat(full.at(2, 3)).isCloseTo(0.730297, within(1e-6));
        Weighting found = Weighting.of(full, RandomIndex.DONEGAN1991);
        assertThat(found.weights())
                .zipSatisfy(
                        List.of(.3738, .392, .0985, .1357),
                        (w, published) -> assertThat(w).isCloseTo(published, within(5e-5)));
        assertThat(found.cr()).isCloseTo(.0372, within(5e-5));
    }

    @Test
    void takesTheGivenHalfOfAPair() {
        PairwiseMatrix full =
                MissingJudgements.completed(
                        List.of(Arrays.asList("1", "4"), Arrays.asList(null, null)));
        assertThat(full.at(1, 0)).isEqualTo(0.25);
    }

    @Test
    void recoversWhatConsistentJudgementsImply() {
        PairwiseMatrix full =
                MissingJudgements.completed(
                        List.of(
                                Arrays.asList("1", "2", null),
                                Arrays.asList("1/2", "1", "3"),
                                Arrays.asList(null, "1/3", "1")));
        assertThat(full.at(0, 2)).isCloseTo(6, within(1e-9));
    }

    @Test
    void refusesToGuessWhereNothingLinksTwoCriteria() {
        assertThatThrownBy(
                        () ->
                                MissingJudgements.completed(
                                        List.of(
                                                Arrays.asList("1", "2", null),
                                                Arrays.asList("1/2", "1", null),
                                                Arrays.asList(null, null, "1"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("add one");
    }

    @Test
    void leavesNoCompletionThatWouldBeMoreConsistent() {
        long seed = 20_260_714;
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            PairwiseMatrix full = MissingJudgements.completed(gappy(random));
            double least = Priorities.of(full).lambdaMax();
            for (double factor : List.of(1.01, 1 / 1.01)) {
                double[][] other = full.copy();
                other[0][1] *= factor;
                other[1][0] /= factor;
                assertThat(Priorities.of(new PairwiseMatrix(other)).lambdaMax())
                        .as("seed %d, round %d", seed, round)
                        .isGreaterThan(least);
            }
        }
    }

    /** Five criteria; the pairs 1-2 and 3-4 are not judged. */
    private static List<List<@Nullable String>> gappy(Random random) {
        String[] judgements = new String[10];
        for (int i = 0; i < 10; i++)
            judgements[i] = (random.nextBoolean() ? "1/" : "") + (2 + random.nextInt(8));
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<String> row : Matrices.rows(5, judgements)) rows.add(new ArrayList<>(row));
        rows.get(0).set(1, null);
        rows.get(1).set(0, null);
        rows.get(2).set(3, null);
        rows.get(3).set(2, null);
        return rows;
    }
}
