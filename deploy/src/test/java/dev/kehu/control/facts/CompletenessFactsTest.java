package dev.kehu.control.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.platform.watch.Round;
import dev.kehu.platform.watch.Round.Mended;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class CompletenessFactsTest {
    private static final Mended ONE = new Mended("timeline", "customer-1", 7_000);

    private static Finding of(List<Mended> mended, List<Mended> failed, boolean whole) {
        return CompletenessFacts.finding(new Round(9_000, mended, failed, whole), 9_000);
    }

    @Test
    void isWellWhenNothingIsMissing() {
        assertThat(of(List.of(), List.of(), true).state()).isEqualTo(State.OK);
    }

    @Test
    void warnsWhereAViewHasNotCaughtUp() {
        Round nothing = new Round(0, List.of(), List.of(), true);
        Finding finding = CompletenessFacts.finding(nothing, 9_000);
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.detail()).startsWith("only 0 of 9,000 events compared");
    }

    @Test
    void warnsOfWhatWasMendedAndSaysWhereAndHowFar() {
        Finding finding = of(List.of(ONE), List.of(), true);
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.detail()).endsWith("mended: customer-1 of timeline to 7,000");
        assertThat(finding.figures()).containsEntry("mended", 1L).containsEntry("events", 9_000L);
    }

    @Test
    void namesAFewAndCountsTheRest() {
        List<Mended> many = IntStream.range(0, 8).mapToObj(i -> ONE).toList();
        assertThat(of(many, List.of(), true).detail()).endsWith("and 3 more");
    }

    @Test
    void failsWhereSomethingCouldNotBeMendedOrWasTooMuch() {
        assertThat(of(List.of(), List.of(ONE), true).state()).isEqualTo(State.FAILED);
        assertThat(of(List.of(), List.of(ONE), true).figures()).containsEntry("failed", 1L);
        assertThat(of(List.of(), List.of(), false).state()).isEqualTo(State.FAILED);
    }
}
