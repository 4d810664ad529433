package dev.kehu.value.formula.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class PurchaseFitTest {
    private static final LocalDate CALIBRATION = LocalDate.of(1997, 9, 30);

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OfTheCdnowSample {
        private List<Buyer> buyers = List.of();

        @BeforeAll
        void read() throws IOException {
            buyers = CdnowPurchases.sample().until(CALIBRATION);
        }

        @Test
        void findsThePublishedParameters() {
            PurchaseFit fit = PurchaseFit.of(buyers);
            assertThat(fit.customers()).isEqualTo(2357);
            assertThat(fit.repeaters()).isEqualTo(946);
            assertThat(fit.logLikelihood()).isCloseTo(-9582.429207, within(1e-6));
            assertThat(fit.model().r()).isCloseTo(.2425946, within(1e-6));
            assertThat(fit.model().alpha()).isCloseTo(4.4136027, within(1e-5));
            assertThat(fit.model().a()).isCloseTo(.7929221, within(1e-5));
            assertThat(fit.model().b()).isCloseTo(2.4259076, within(1e-4));
        }

        @Test
        void isTheSameWhateverTheOrderOfTheCustomers() {
            List<Buyer> shuffled = new ArrayList<>(buyers);
            Collections.shuffle(shuffled, new Random(42));
            assertThat(PurchaseFit.of(shuffled)).isEqualTo(PurchaseFit.of(buyers));
        }

        /**
         * The published values are of the summary file, whose weeks are rounded to two decimals.
         */
        @Test
        void knowsTheLikelihoodElsewhere() {
            assertThat(logLikelihood(1, 1, 1, 1)).isCloseTo(-13887.694644, within(.05));
            assertThat(logLikelihood(.5, 6, 1.2, 3.3)).isCloseTo(-9783.441082, within(.05));
        }

        @Test
        void hasSlopesThatFollowTheLikelihood() {
            var likelihood = new PurchaseLikelihood(buyers);
            double[] at = {.3, 1.1, -.4, .9};
            double[] slope = new double[4];
            likelihood.at(at, slope);
            for (int i = 0; i < 4; i++) {
                double[] above = at.clone();
                double[] below = at.clone();
                above[i] += 1e-5;
                below[i] -= 1e-5;
                double measured =
                        (likelihood.at(above, new double[4]) - likelihood.at(below, new double[4]))
                                / 2e-5;
                assertThat(slope[i]).isCloseTo(measured, within(1e-4));
            }
        }

        private double logLikelihood(double r, double alpha, double a, double b) {
            double[] point = {Math.log(r), Math.log(alpha), Math.log(a), Math.log(b)};
            return -new PurchaseLikelihood(buyers).at(point, new double[4]);
        }
    }

    @Test
    void knowsTheLikelihoodOfOneCustomer() {
        var one = new PurchaseLikelihood(List.of(new Buyer("", 3, 28, 42, 1)));
        double[] point = {Math.log(.5), Math.log(6), Math.log(1.2), Math.log(3.3)};
        assertThat(-one.at(point, new double[4])).isCloseTo(-7.576381877, within(1e-9));
    }

    @Test
    void refusesTooFewWhoCameBack() {
        List<Buyer> once = Collections.nCopies(1_000, new Buyer("", 0, 0, 100, 0));
        List<Buyer> buyers = new ArrayList<>(once);
        buyers.addAll(Collections.nCopies(9, new Buyer("", 1, 50, 100, 1)));
        refused(buyers, "value.fit-few");
        refused(List.of(), "value.fit-few");
    }

    @Test
    void refusesDataThatHoldNoParameters() {
        refused(Collections.nCopies(1_000, new Buyer("", 5, 100, 100, 1)), "value.fit-unstable");
        refused(Collections.nCopies(20, new Buyer("", 1, 1, 100, 1)), "value.fit-unstable");
    }

    @Test
    void findsTheParametersThatMadeTheData() {
        long seed = 7;
        Random random = new Random(seed);
        List<Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) buyers.add(Simulated.buyer(random, .6, 8, .9, 3));
        PurchaseModel found = PurchaseFit.of(buyers).model();
        assertThat(found.r()).as("seed %d", seed).isCloseTo(.6, within(.06));
        assertThat(found.alpha()).as("seed %d", seed).isCloseTo(8, within(.8));
        assertThat(found.a() / (found.a() + found.b()))
                .as("seed %d", seed)
                .isCloseTo(.9 / 3.9, within(.03));
    }

    private static void refused(List<Buyer> buyers, String code) {
        assertThatThrownBy(() -> PurchaseFit.of(buyers))
                .isInstanceOf(Refusal.class)
                .satisfies(r -> assertThat(((Refusal) r).code()).isEqualTo(code));
    }
}
