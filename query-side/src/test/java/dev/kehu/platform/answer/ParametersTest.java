package dev.kehu.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.ZoneId;

class ParametersTest {
    @ParameterizedTest
    @CsvSource({
        "1998-06-30, UTC, 1998-06-30T23:59:59.999Z",
        "1998-06-30, Asia/Shanghai, 1998-06-30T15:59:59.999Z",
        "1998-06-30T12:00:00Z, Asia/Shanghai, 1998-06-30T12:00:00Z",
        "1998-06-30T12:00:00+02:00, UTC, 1998-06-30T10:00:00Z",
    })
    void readsADateAsTheEndOfThatDay(String text, String zone, String instant) {
        assertThat(new Parameters(ZoneId.of(zone)).asOf(text, null).occurred()).isEqualTo(instant);
    }

    @Test
    void looksAtNowWhenNothingIsAsked() {
        assertThat(new Parameters(ZoneId.of("UTC")).asOf(null, " ").live()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1998-02-30", "1998-06-30T12:00:00", "12"})
    void refusesOtherTimes(String text) {
        assertThatThrownBy(() -> new Parameters(ZoneId.of("UTC")).asOf(text, null))
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo("parameter.time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "many", "99999999999999999999"})
    void refusesNumbersOutOfRange(String text) {
        assertThatThrownBy(() -> Parameters.number("limit", text, 50, 1, 500))
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo("parameter.number");
    }
}
