package dev.kehu.value.formula.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseModelTest {
    private static final PurchaseModel CDNOW =
            new PurchaseModel(.2425946, 4.4136027, .7929221, 2.4259076);

    @ParameterizedTest
    @CsvSource({
        "2, 213, 272, 0.726609, 1.225906",
        "1, 12, 272, 0.212231, 0.203254",
        "7, 206, 272, 0.641795, 3.337187",
        "0, 0, 272, 1, 0.194782"
    })
    void knowsWhoStillBuysAndHowOften(int x, int last, int age, double alive, double purchases) {
        Buyer buyer = new Buyer("", x, last, age, 0);
        assertThat(CDNOW.alive(buyer)).isCloseTo(alive, within(2e-4));
        assertThat(CDNOW.expected(39, buyer)).isCloseTo(purchases, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "0.142857, .007816",
        "1, .053184",
        "3, .150631",
        "31.857143, 1.040488",
        "32, 1.043731",
        "78, 1.857956"
    })
    void knowsHowOftenSomebodyNewComesBack(double weeks, double purchases) {
        assertThat(CDNOW.expected(weeks)).isCloseTo(purchases, within(2e-5));
    }

    @Test
    void goesThroughWhereTheFormulaDividesByZero() {
        Buyer buyer = new Buyer("", 3, 100, 200, 0);
        double at = new PurchaseModel(.5, 5, 1, 2).expected(39, buyer);
        double beside = new PurchaseModel(.5, 5, 1 + 1e-7, 2).expected(39, buyer);
        assertThat(at).isCloseTo(beside, within(1e-6)).isPositive();
    }

    @Test
    void staysFiniteForWhoBuysEveryDayOrNeverAgain() {
        Buyer busy = new Buyer("", 5_000, 5_000, 5_000, 0);
        assertThat(CDNOW.expected(39, busy)).isBetween(200.0, 300.0);
        assertThat(CDNOW.alive(busy)).isBetween(.9, 1.0);
        Buyer gone = new Buyer("", 5_000, 5_000, 50_000, 0);
        assertThat(CDNOW.expected(39, gone)).isZero();
        assertThat(CDNOW.alive(gone)).isZero();
    }

    @Test
    void agreesWithTheFormulaOfThePaper() {
        for (int x : new int[] {0, 1, 4, 20})
            for (double t : new double[] {.5, 4, 39}) {
                double c = CDNOW.a() + CDNOW.b() + x - 1;
                double age = 272 / 7.0;
                double z = t / (CDNOW.alpha() + age + t);
                double paper =
                        c
                                / (CDNOW.a() - 1)
                                * (1
                                        - Math.pow(1 - z, CDNOW.r() + x)
                                                * hypergeometric(
                                                        CDNOW.r() + x, CDNOW.b() + x, c, z));
                Buyer buyer = new Buyer("", x, x == 0 ? 0 : 200, 272, 0);
                assertThat(CDNOW.expected(t, buyer))
                        .isCloseTo(paper * CDNOW.alive(buyer), within(1e-9));
            }
    }

    private static double hypergeometric(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int k = 0; k < 5_000; k++) {
            term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }
        return sum;
    }
}
