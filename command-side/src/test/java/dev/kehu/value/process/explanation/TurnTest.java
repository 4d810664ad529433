package dev.kehu.value.process.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;

class TurnTest {
    private final Turn turn = new Turn();

    @Test
    void answersOneQuestionAtATime() {
        String answer =
                turn.take(
                        () -> {
                            assertThatThrownBy(() -> turn.take(() -> "another"))
                                    .isInstanceOfSatisfying(
                                            Refusal.class,
                                            e -> assertThat(e.code()).isEqualTo("value.looking"));
                            return "one";
                        });
        assertThat(answer).isEqualTo("one");
        assertThat(turn.take(() -> "the next")).isEqualTo("the next");
    }

    @Test
    void goesOnAfterAQuestionThatFailed() {
        assertThatThrownBy(
                        () ->
                                turn.take(
                                        () -> {
                                            throw new IllegalStateException("failed");
                                        }))
                .hasMessage("failed");
        assertThat(turn.take(() -> "the next")).isEqualTo("the next");
    }
}
