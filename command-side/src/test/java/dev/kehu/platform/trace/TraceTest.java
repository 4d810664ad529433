package dev.kehu.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

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

    @Test
    void namesTheCodeOfADatabase() {
        assertThat(Trace.of(new SQLException("Ada Byron", "", 10)))
                .startsWith("java.sql.SQLException (10)\n\tat ")
                .doesNotContain("Ada Byron");
    }

    @Test
    void namesClassesInOneLineForWhatHappensOften() {
        var failure = new IllegalStateException("Ada", new SQLException("Byron", "", 13));
        assertThat(Trace.classes(failure))
                .isEqualTo("java.lang.IllegalStateException < java.sql.SQLException (13)");
    }
}
