package dev.kehu.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTest {
    @Test
    void namesClassesAndPlacesButNeverAMessage() {
        var failure = new IllegalStateException("Ada Byron", new RuntimeException("Lovelace"));
        assertThat(Trace.of(failure))
                .contains("java.lang.IllegalStateException")
                .contains("Caused by: java.lang.RuntimeException")
                .contains("TraceTest")
                .doesNotContain("Ada Byron")
                .doesNotContain("Lovelace");
    }
}
