package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    /** The first three stand in RFC 3339, section 5.8. */
    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "1937-01-01T12:00:27.87+00:20, 1937-01-01T11:40:27.870Z",
        "1997-01-18t12:00:00z, 1997-01-18T12:00:00Z",
        "1997-01-18T12:00:00.123999999999Z, 1997-01-18T12:00:00.123Z",
        "1996-02-29T00:00:00-00:00, 1996-02-29T00:00:00Z",
    })
    void readsTimes(String text, String instant) {
        assertThat(Rfc3339.instant(text)).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1990-12-31T23:59:60Z",
                "1997-02-29T00:00:00Z",
                "1997-01-18",
                "1997-01-18T12:00Z",
                "1997-01-18 12:00:00Z",
                "1997-01-18T12:00:00",
                "1997-01-18T24:00:00Z",
                "1997-01-18T12:00:0012Z",
                "1997-01-18T12:00:00.Z",
                "1997-01-18T12:00:00+25:00",
                "1997-01-18T12:00:00Z ",
                "yesterday"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Rfc3339.instant(text))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("time.malformed"));
    }
}
