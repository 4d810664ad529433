package dev.kehu.value.formula.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class SpendFitTest {
    private static final PurchaseModel PURCHASES =
            new PurchaseModel(.242593, 4.413529, .792887, 2.425754);
    private static final SpendModel SPEND = new SpendModel(6.25, 3.74, 15.44);

    @Test
    void findsThePublishedParameters() throws IOException {
        SpendFit fit = SpendFit.of(CdnowPurchases.sample().until(LocalDate.of(1997, 9, 30)));
        assertThat(fit.logLikelihood()).isCloseTo(-4055.917695, within(1e-5));
        assertThat(fit.model().p()).isCloseTo(6.249566, within(1e-4));
        assertThat(fit.model().q()).isCloseTo(3.744225, within(1e-4));
        assertThat(fit.model().v()).isCloseTo(15.443536, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"2, 22.35, 24.6637", "1, 11.77, 18.9169", "0, 0, 35.2190", "7, 73.74, 71.4697"})
    void expectsMoneyBetweenTheOwnMeanAndEverybodys(int x, double mean, double expected) {
        assertThat(SPEND.expected(new Buyer("", x, 7 * x, 300, mean)))
                .isCloseTo(expected, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"2, 213, 22.35, 36.2783", "0, 0, 0, 8.3441", "7, 206, 73.74, 283.5186"})
    void discountsByMonthsOfWeeks(int x, int last, double mean, double expected) {
        SpendModel fitted = new SpendModel(6.24880, 3.74459, 15.44775);
        LifetimeValue value = new LifetimeValue(PURCHASES, fitted, .01);
        assertThat(value.of(new Buyer("", x, last, 272, mean), 12))
                .isCloseTo(expected, within(expected * 1e-3));
    }

    @Test
    void refusesTooFewWhoPaid() {
        List<Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) buyers.add(new Buyer("", 3, 50, 100, i < 9 ? 5 : 0));
        refused(buyers, "value.spend-few");
    }

    @Test
    void refusesSpendWithoutAMean() {
        Random random = new Random(3);
        List<Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++)
            buyers.add(
                    new Buyer(
                            "",
                            1,
                            50,
                            100,
                            Math.pow(random.nextDouble(), -2) * random.nextDouble()));
        refused(buyers, "value.spend-endless");
    }

    private static void refused(List<Buyer> buyers, String code) {
        assertThatThrownBy(() -> SpendFit.of(buyers))
                .isInstanceOf(Refusal.class)
                .satisfies(r -> assertThat(((Refusal) r).code()).isEqualTo(code));
    }
}
