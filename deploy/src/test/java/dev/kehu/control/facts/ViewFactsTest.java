package dev.kehu.control.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Finding;
import dev.kehu.platform.projection.ViewStatus;

import org.junit.jupiter.api.Test;

class ViewFactsTest {
    private static final ViewStatus AT_THE_HEAD = new ViewStatus("timeline", 10, 1, 0, true);

    @Test
    void tellsWhyAViewWasBuiltAnew() {
        Finding finding = ViewFacts.finding(AT_THE_HEAD, 10, "it is ahead of the event store");
        assertThat(finding.detail())
                .isEqualTo(
                        "position 10, 0 behind, built anew at this start: it is ahead of the event"
                                + " store");
        assertThat(finding.state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void saysNothingOfItElse() {
        assertThat(ViewFacts.finding(AT_THE_HEAD, 12, null).detail())
                .isEqualTo("position 10, 2 behind");
    }
}
