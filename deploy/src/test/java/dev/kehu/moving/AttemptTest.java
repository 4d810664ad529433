package dev.kehu.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Heard;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class AttemptTest {
    private final Heard heard = new Heard();

    private int end(String... wrong) {
        return Attempt.run(
                Path.of("x"),
                heard,
                () -> new Attempt.Done("Done.", Map.of("events", 3), List.of(wrong)));
    }

    @Test
    void endsWithOneWhereSomethingWasFoundWrongThoughItWasDone() {
        assertThat(end()).isZero();
        assertThat(heard.complaints).isEmpty();
        assertThat(end("access: it is damaged")).isOne();
        assertThat(heard.complaints).containsExactly("access: it is damaged");
        assertThat(heard.answers).containsOnly("{\"events\":3}").hasSize(2);
    }
}
