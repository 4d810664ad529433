package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class FieldsTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static Fields of(String value) {
        return Fields.of(JSON.readTree("{\"n\":" + value + "}"));
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "-2, -2", "'\"3.000\"', 3", "1e3, 1000", "25e-2, 0.25"})
    void readsDecimalsFromNumbersAndTexts(String value, String number) {
        assertThat(of(value).decimal("n")).isEqualByComparingTo(number);
    }

    /** The last two would fill the memory if they were written out. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\"1e3\"", "true", "[1]", "1e18", "1e999999999", "1e-999999999"})
    void refusesWhatIsNoDecimalOfSaneSize(String value) {
        assertThatThrownBy(() -> of(value).decimal("n"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("data.value"));
    }
}
