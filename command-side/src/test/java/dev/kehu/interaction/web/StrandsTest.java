package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class StrandsTest {
    private final Strands<String> strands = new Strands<>();

    @Test
    void keepsWhatSharesAKeyTogetherAndInOrder() {
        strands.add("first", List.of("k1", "code-a"));
        strands.add("other", List.of("k2", "code-b"));
        strands.add("second", List.of("k3", "code-a"));
        assertThat(strands.all()).containsExactly(List.of("first", "second"), List.of("other"));
    }

    @Test
    void joinsThroughALaterItemThatKnowsBothNames() {
        strands.add("byCode", List.of("k1", "code-a"));
        strands.add("byContact", List.of("k2", "contact-a"));
        strands.add("both", List.of("k3", "code-a", "contact-a"));
        assertThat(strands.all()).containsExactly(List.of("byCode", "byContact", "both"));
    }

    @Test
    void leavesTheOrderOfInputWithinAStrand() {
        strands.add("1", List.of("a"));
        strands.add("2", List.of("b"));
        strands.add("3", List.of("b", "a"));
        strands.add("4", List.of("a"));
        assertThat(strands.all()).containsExactly(List.of("1", "2", "3", "4"));
    }
}
