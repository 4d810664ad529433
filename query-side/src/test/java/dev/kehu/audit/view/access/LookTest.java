package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.look.Look;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /v1/customers/{id}/timeline, NAMED",
        "GET, /v1/customers, LISTED",
        "GET, /v1/reports/{name}, WIDE",
        "GET, /v1/nobody-thought-of-this, WIDE",
        "POST, /v1/analysis/sql, WIDE",
        "POST, /v1/value/what-if, WIDE",
        "POST, /v1/customers, NONE",
        "GET, /v1/value/models/{segment}, NONE",
        "GET, /v1/events/export, WIDE",
        "GET, /actuator/health, NONE",
        "GET, /openapi.json, NONE"
    })
    void isAtWhomTheAnswerMayShow(String method, String pattern, Look look) {
        assertThat(Look.of(method, pattern)).isEqualTo(look);
    }
}
