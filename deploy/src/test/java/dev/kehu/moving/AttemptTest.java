package dev.kehu.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Finding;
import dev.kehu.control.Replies;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class AttemptTest {
    private final List<String> complaints = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private final Replies replies =
            new Replies() {
                @Override
                public void progress(String line) {}

                @Override
                public void finding(Finding finding) {}

                @Override
                public void answer(String json) {
                    answers.add(json);
                }

                @Override
                public void complain(String sentence) {
                    complaints.add(sentence);
                }
            };

    private int end(String... wrong) {
        return Attempt.run(
                Path.of("x"),
                replies,
                () -> new Attempt.Done("Done.", Map.of("events", 3), List.of(wrong)));
    }

    @Test
    void endsWithOneWhereSomethingWasFoundWrongThoughItWasDone() {
        assertThat(end()).isZero();
        assertThat(complaints).isEmpty();
        assertThat(end("access: it is damaged")).isOne();
        assertThat(complaints).containsExactly("access: it is damaged");
        assertThat(answers).containsOnly("{\"events\":3}").hasSize(2);
    }
}
