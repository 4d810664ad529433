package dev.kehu.value.formula.ahp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

class PairwiseMatrixTest {
    @ParameterizedTest
    @CsvSource({
        "3,1/3,3",
        "0.333,3,0.333333333",
        "2.5,0.4,2.5",
        "3/2,2/3,1.5",
        "0.111,9,0.111111111"
    })
    void readsNumbersAndFractions(String one, String other, double expected) {
        assertThat(two(one, other).at(0, 1)).isCloseTo(expected, within(1e-9));
        assertThat(two(one, other).at(0, 1) * two(one, other).at(1, 0)).isCloseTo(1, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-3",
                "0/3",
                "3/0",
                "NaN",
                "Infinity",
                "1e400",
                "three",
                "",
                "1/2/3",
                "0x3",
                "9999999999"
            })
    void refusesWhatIsNoPositiveNumber(String text) {
        refused(() -> two(text, "1/3"), "value.judgement", "row 1, column 2");
    }

    @ParameterizedTest
    @CsvSource({"10,1/10", "9.001,1/9", "0.1,10", "1/10,10"})
    void refusesWhatIsOffTheScale(String one, String other) {
        refused(() -> two(one, other), "value.judgement", "from 1/9 to 9");
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3,1/2", "1,2", "3,0.34"})
    void refusesPairsThatAreNotReciprocal(String one, String other) {
        refused(() -> two(one, other), "value.judgement", "row 2, column 1");
    }

    @Test
    void refusesACriterionMoreImportantThanItself() {
        refused(
                () -> PairwiseMatrix.of(List.of(List.of("2"))),
                "value.judgement",
                "row 1, column 1");
    }

    @Test
    void refusesWhatIsNotSquareOrEmptyOrEndless() {
        refused(() -> PairwiseMatrix.of(List.of()), "value.matrix", "at least one");
        refused(
                () -> PairwiseMatrix.of(List.of(List.of("1", "2"), List.of("1/2"))),
                "value.matrix",
                "row 2 has 1 entries");
        refused(
                () -> PairwiseMatrix.of(Collections.nCopies(101, List.of("1"))),
                "value.matrix",
                "at most 100");
    }

    @Test
    void refusesAMissingJudgementUnlessAskedToCompleteIt() {
        refused(
                () ->
                        PairwiseMatrix.of(
                                List.of(Arrays.asList("1", null), Arrays.asList(null, "1"))),
                "value.judgement",
                "missing");
    }

    private static PairwiseMatrix two(String one, String other) {
        return PairwiseMatrix.of(List.of(List.of("1", one), List.of(other, "1")));
    }

    private static void refused(Runnable work, String code, String words) {
        assertThatThrownBy(work::run)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(words)
                .satisfies(r -> assertThat(((Refusal) r).code()).isEqualTo(code));
    }
}
