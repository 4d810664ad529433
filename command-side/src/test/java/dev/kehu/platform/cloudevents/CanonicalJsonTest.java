package dev.kehu.platform.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;

/** The examples RFC 8785 publishes. */
class CanonicalJsonTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static String canonical(String text) {
        return CanonicalJson.of(JSON.readTree(text));
    }

    /** Appendix B: bits of an IEEE 754 double, and how it is written. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000,0",
        "8000000000000000,0",
        "0000000000000001,5e-324",
        "8000000000000001,-5e-324",
        "7fefffffffffffff,1.7976931348623157e+308",
        "ffefffffffffffff,-1.7976931348623157e+308",
        "4340000000000000,9007199254740992",
        "c340000000000000,-9007199254740992",
        "4430000000000000,295147905179352830000",
        "44b52d02c7e14af5,9.999999999999997e+22",
        "44b52d02c7e14af6,1e+23",
        "44b52d02c7e14af7,1.0000000000000001e+23",
        "444b1ae4d6e2ef4e,999999999999999700000",
        "444b1ae4d6e2ef4f,999999999999999900000",
        "444b1ae4d6e2ef50,1e+21",
        "3eb0c6f7a0b5ed8c,9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d,0.000001",
        "41b3de4355555553,333333333.3333332",
        "41b3de4355555554,333333333.33333325",
        "41b3de4355555555,333333333.3333333",
        "41b3de4355555556,333333333.3333334",
        "41b3de4355555557,333333333.33333343",
        "becbf647612f3696,-0.0000033333333333333333",
        "43143ff3c1cb0959,1424953923781206.2",
    })
    void writesNumbersAsTheStandardDoes(String bits, String text) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(CanonicalJson.number(new BigDecimal(value))).isEqualTo(text);
    }

    /** Section 3.2.2. */
    @Test
    void writesTheStandardsExample() {
        assertThat(
                        canonical(
                                """
                                {
                                  "numbers": [333333333.33333329, 1E30, 4.50,
                                              2e-3, 0.000000000000000000000000001],
                                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                                  "literals": [null, true, false]
                                }\
                                """))
                .isEqualTo(
                        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,"
                                + "0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** Section 3.2.3: by UTF-16 code units, so the emoji comes before U+FB33. */
    @Test
    void sortsMembersByCodeUnits() {
        assertThat(
                        canonical(
                                        """
                                        {
                                          "\\u20ac": "Euro Sign",
                                          "\\r": "Carriage Return",
                                          "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                                          "1": "One",
                                          "\\ud83d\\ude00": "Emoji: Grinning Face",
                                          "\\u0080": "Control",
                                          "\\u00f6": "Latin Small Letter O With Diaeresis"
                                        }\
                                        """)
                                .replaceAll("\"[^\"]*\":\"([^\"]*)\"", "$1"))
                .isEqualTo(
                        "{Carriage Return,One,Control,Latin Small Letter O With Diaeresis,Euro"
                                + " Sign,Emoji: Grinning Face,Hebrew Letter Dalet With Dagesh}");
    }

    @Test
    void seesNoDifferenceInWhiteSpaceOrderOrSpelling() {
        assertThat(canonical(" { \"b\" : 1.0 , \"a\" : [ 1e2 ] } "))
                .isEqualTo(canonical("{\"a\":[100],\"b\":1}"));
        assertThat(canonical("{\"a\":1}")).isNotEqualTo(canonical("{\"a\":\"1\"}"));
        assertThat(CanonicalJson.of(null)).isEqualTo("null");
    }
}
