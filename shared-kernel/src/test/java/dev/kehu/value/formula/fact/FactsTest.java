package dev.kehu.value.formula.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendModel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

class FactsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final Prices DOLLARS = Prices.unrecorded("USD");
    private static final Prices RATED =
            new Prices(3, "USD", Map.of("EUR", new BigDecimal("1.10")), new BigDecimal("36.00"));
    private static final Fit FIT =
            new Fit(
                    1,
                    new PurchaseModel(.2425946, 4.4136027, .7929221, 2.4259076),
                    new SpendModel(6.249566, 3.744225, 15.443536));

    private final List<InteractionRecorded> told = new ArrayList<>();

    private void told(
            String kind,
            String channel,
            String day,
            @Nullable String amount,
            @Nullable String cost,
            @Nullable String quantity,
            @Nullable Long seconds) {
        told.add(
                new InteractionRecorded(
                        new InteractionId("interaction-" + told.size()),
                        new CustomerId("customer-1"),
                        channel,
                        "inbound",
                        kind,
                        Instant.parse(day + "T12:00:00Z"),
                        money(amount),
                        quantity == null ? null : new BigDecimal(quantity),
                        null,
                        money(cost),
                        seconds,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "fingerprint"));
    }

    private static @Nullable Money money(@Nullable String text) {
        if (text == null) return null;
        String[] parts = text.split(" ");
        return new Money(new BigDecimal(parts[0]), parts.length == 1 ? "USD" : parts[1]);
    }

    private void order(String day, String amount) {
        told("order", "web", day, amount, null, null, null);
    }

    private void invoiced(String day, String amount) {
        told("order", "phone", day, amount, null, null, null);
    }

    private void told(String kind, String day, String amount) {
        told(kind, "email", day, amount, null, null, null);
    }

    private Facts facts(Prices prices, @Nullable Fit fit) {
        Ledger ledger = new Ledger(ZoneOffset.UTC);
        for (int i = 0; i < told.size(); i++) ledger.add(i + 1L, told.get(i));
        return Facts.of(ledger.until(DAY, Long.MAX_VALUE), prices, fit, DAY);
    }

    private String figure(String criterion) {
        return facts(DOLLARS, null)
                .measured()
                .getOrDefault(criterion, BigDecimal.ONE.negate())
                .toPlainString();
    }

    @Nested
    class GrossProfit {
        @Test
        void isOrdersLessTheirCostAndWhatWasSentBackWithinAYear() {
            order("2025-06-30", "500.00");
            order("2025-07-01", "20.00");
            told("order", "web", "2026-06-30", "30.00", "12.50", null, null);
            told("return", "2026-06-01", "5.00");
            told("return", "2026-06-02", "-1.00");
            order("2026-07-01", "900.00");
            assertThat(figure("gross-profit")).isEqualTo("31.500000000");
        }

        @Test
        void canBeALoss() {
            order("2026-01-01", "20.00");
            told("return", "2026-02-01", "20.00");
            told("return", "2026-02-02", "10.00");
            assertThat(figure("gross-profit")).isEqualTo("-10.000000000");
        }
    }

    @Nested
    class ServiceCost {
        @Test
        void isWhatContactsCostAndTheirTime() {
            told("complaint", "phone", "2026-05-01", null, "7.25", null, 1_800L);
            told("order", "phone", "2026-05-02", "10.00", "4.00", null, 600L);
            told("enquiry", "phone", "2025-05-02", null, "99.00", null, 9_000L);
            assertThat(facts(RATED, null).measured().get("service-cost"))
                    .isEqualTo(new BigDecimal("31.250000000"));
        }
    }

    @Nested
    class CreditWorthiness {
        @Test
        void ofWhoNeverOrderedIsOneOfTwo() {
            assertThat(figure("credit-worthiness")).isEqualTo("0.500000000");
        }

        @Test
        void growsWithOrdersPaidAtOnceAndNotWithFreeOnes() {
            order("2026-05-01", "10.00");
            order("2026-05-02", "10.00");
            order("2026-05-03", "0.00");
            assertThat(figure("credit-worthiness")).isEqualTo("0.750000000");
        }

        @Test
        void settlesTheOldestInvoiceFirst() {
            invoiced("2026-01-01", "100.00");
            invoiced("2026-02-01", "50.00");
            invoiced("2026-06-20", "10.00");
            told("payment", "2026-01-31", "100.00");
            told("payment", "2026-03-04", "50.00");
            // 31 January is the last day for the first, 3 March for the second; the third is not
            // due.
            assertThat(figure("credit-worthiness")).isEqualTo("0.500000000");
        }

        @Test
        void countsWhatIsOverdueAndNeverPaid() {
            invoiced("2026-01-01", "100.00");
            assertThat(figure("credit-worthiness")).isEqualTo("0.333333333");
        }

        @Test
        void takesWhatWasSentBackForPayment() {
            invoiced("2026-01-01", "100.00");
            told("return", "2026-01-20", "100.00");
            assertThat(figure("credit-worthiness")).isEqualTo("0.666666667");
        }
    }

    @Nested
    class Loyalty {
        @Test
        void ofWhoNeverOrderedIsNone() {
            told("enquiry", "phone", "2026-05-01", null, null, null, 60L);
            assertThat(figure("loyalty")).isEqualTo("0");
        }

        @Test
        void halvesInAYearOfSilence() {
            order("2025-06-30", "10.00");
            assertThat(figure("loyalty")).isEqualTo("0.250000000");
        }

        @Test
        void countsMonthsNotOrders() {
            order("2026-06-28", "10.00");
            order("2026-06-29", "10.00");
            order("2026-06-30", "10.00");
            assertThat(figure("loyalty")).isEqualTo("0.500000000");
        }

        @Test
        void fallsWithComplaintsAndBadAnswers() {
            order("2026-06-30", "10.00");
            told("complaint", "phone", "2026-06-30", null, null, null, null);
            told("complaint", "phone", "2026-06-30", null, null, null, null);
            assertThat(figure("loyalty")).isEqualTo("0.250000000");
            told("survey", "web", "2026-06-30", null, null, "4", null);
            told("survey", "web", "2026-06-30", null, null, "-7", null);
            assertThat(figure("loyalty")).isEqualTo("0.150000000");
        }

        /** BG/NBD knows nobody dead who never came back: only silence since counts. */
        @Test
        void ofASinglePurchaseIsThatOfSomebodyAlive() {
            order("2025-12-30", "10.00");
            Facts once = facts(DOLLARS, FIT);
            assertThat(once.outlook().get("p-alive")).isEqualByComparingTo("1");
            assertThat(once.outlook().get("spend-per-purchase").signum()).isPositive();
            assertThat(once.measured().get("loyalty"))
                    .isEqualByComparingTo(facts(DOLLARS, null).measured().get("loyalty"))
                    .isLessThan(new BigDecimal("0.5"));
        }

        @Test
        void asksTheFittedModelWhetherTheCustomerStillBuys() {
            order("2025-09-30", "10.00");
            order("2025-10-14", "10.00");
            order("2026-05-02", "22.00");
            double without = facts(DOLLARS, null).measured().get("loyalty").doubleValue();
            Facts with = facts(DOLLARS, FIT);
            double alive = with.outlook().get("p-alive").doubleValue();
            assertThat(alive).isBetween(0.5, 0.9);
            assertThat(with.measured().get("loyalty").doubleValue())
                    .isCloseTo(without * alive, within(1e-8));
        }
    }

    @Nested
    class Outlooks {
        @Test
        void areThoseOfThePublishedCustomer() {
            // x 2, t_x 213 days, T 272 days, mean 22.345: the first of the sample.
            order("2025-10-01", "29.33");
            order("2025-11-02", "29.73");
            order("2026-05-02", "14.96");
            assertThat(facts(DOLLARS, FIT).outlook())
                    .containsOnlyKeys(
                            "p-alive",
                            "purchases-30-days",
                            "purchases-90-days",
                            "purchases-365-days",
                            "spend-per-purchase",
                            "lifetime-value");
            assertThat(facts(DOLLARS, FIT).outlook().get("p-alive"))
                    .isCloseTo(new BigDecimal("0.7266"), within(new BigDecimal("5e-5")));
            assertThat(facts(DOLLARS, FIT).outlook().get("spend-per-purchase"))
                    .isCloseTo(new BigDecimal("24.66"), within(new BigDecimal("0.01")));
            assertThat(facts(DOLLARS, FIT).outlook().get("lifetime-value"))
                    .isCloseTo(new BigDecimal("36.278"), within(new BigDecimal("1e-2")));
        }

        @Test
        void areLeftOutForWhoNeverOrdered() {
            assertThat(facts(DOLLARS, FIT).outlook()).isEmpty();
        }
    }

    @Nested
    class SeveralCurrencies {
        @Test
        void areConvertedByTheRecordedRate() {
            order("2026-05-01", "10.00");
            order("2026-05-02", "10.00 EUR");
            assertThat(facts(RATED, null).measured().get("gross-profit"))
                    .isEqualTo(new BigDecimal("21.000000000"));
        }

        @Test
        void areRefusedWithoutOne() {
            order("2026-05-02", "10.00 EUR");
            assertThatThrownBy(() -> facts(DOLLARS, null))
                    .isInstanceOfSatisfying(
                            Refusal.class, e -> assertThat(e.code()).isEqualTo("value.currencies"));
        }
    }

    @Test
    void refusesAnAmountThatMustBeAMistake() {
        order("2026-05-02", "1000000000001.00");
        assertThatThrownBy(() -> facts(DOLLARS, null))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("value.amounts"));
    }

    @Test
    void areTheSameInWhateverOrderTheyBecameKnown() {
        long seed = 8;
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++)
            told(
                    List.of("order", "payment", "return", "complaint", "survey").get(i % 5),
                    i % 2 == 0 ? "phone" : "web",
                    DAY.minusDays(i * 8L + random.nextInt(8)).toString(),
                    random.nextInt(9_999) + ".37",
                    i % 3 == 0 ? random.nextInt(99) + ".1" : null,
                    String.valueOf(random.nextInt(11)),
                    (long) random.nextInt(999));
        // On one moment the order of recording decides, so days are all different here.
        Facts inOrder = facts(RATED, FIT);
        Collections.shuffle(told, random);
        assertThat(facts(RATED, FIT)).as("seed %d", seed).isEqualTo(inOrder);
    }
}
