package dev.kehu.platform.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;

class RegroupedTest {
    private static final Moved ANN = new Moved(Set.of("ann"));
    private final Regrouped regrouped = new Regrouped();

    @Test
    void isToldOnceWhereTheViewIsAsFar() {
        regrouped.changed(Set.of("ann"));
        assertThat(regrouped.readable(5)).as("not to be read yet").isNull();
        assertThat(regrouped.grouped(5, 5)).isEqualTo(ANN);
        assertThat(regrouped.readable(6)).isNull();
        assertThat(regrouped.grouped(6, 6)).isNull();
    }

    @Test
    void isToldAgainUntilTheViewIsAsFar() {
        regrouped.changed(Set.of("ann"));
        assertThat(regrouped.grouped(5, 3)).isEqualTo(ANN);
        assertThat(regrouped.readable(4)).isEqualTo(ANN);
        assertThat(regrouped.readable(5)).isEqualTo(ANN);
        assertThat(regrouped.readable(6)).isNull();
    }
}
