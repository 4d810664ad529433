package dev.kehu.value.formula.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GammaFunctionTest {
    /** Values of Python's math.lgamma and of Abramowitz and Stegun, table 6.1. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, -0.5772156649015329",
        "2, 0, 0.42278433509846714",
        "0.5, 0.5723649429247001, -1.9635100260214235",
        "10, 12.801827480081469, 2.2517525890667211",
        "0.01, 4.599479878042022, -100.56088545786867",
        "100, 359.1342053695754, 4.600161852738087"
    })
    void knowsPublishedValues(double x, double logGamma, double digamma) {
        assertThat(GammaFunction.logGamma(x)).isCloseTo(logGamma, within(1e-12 * (1 + logGamma)));
        assertThat(GammaFunction.digamma(x)).isCloseTo(digamma, within(1e-11));
    }
}
