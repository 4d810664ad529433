package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Measure;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Beside accounts that are kept as people keep them: order by order, the oldest settled first. */
class OverdueReceivablesTest {
    private static final LocalDate FIRST = LocalDate.parse("1997-01-01");
    private static final LocalDate DAY = LocalDate.parse("1997-09-30");

    private final Told told = new Told();
    private final List<InteractionRecorded> raw = new ArrayList<>();

    private void on(InteractionRecorded event) {
        raw.add(event);
        told.on(event);
    }

    private static InteractionRecorded event(
            String customer, String channel, String kind, LocalDate day, String amount) {
        return event(customer, channel, kind, day, amount, "USD");
    }

    private static InteractionRecorded event(
            String customer,
            String channel,
            String kind,
            LocalDate day,
            String amount,
            String currency) {
        return new InteractionRecorded(
                new InteractionId("interaction-1"),
                new CustomerId(customer),
                channel,
                "inbound",
                kind,
                day.atTime(12, 0).atZone(Told.ZONE).toInstant(),
                new Money(new BigDecimal(amount), currency),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "f");
    }

    private BigDecimal overdue(LocalDate day) {
        return Counting.of(told.book, Measure.OVERDUE_RECEIVABLES, day).orElseThrow().value();
    }

    /** What is open of one order. */
    private static final class Open {
        private final LocalDate day;
        private BigDecimal left;

        Open(LocalDate day, BigDecimal left) {
            this.day = day;
            this.left = left;
        }
    }

    private BigDecimal plainly(LocalDate day) {
        BigDecimal sum = BigDecimal.ZERO;
        TreeSet<String> customers = new TreeSet<>();
        raw.forEach(e -> customers.add(told.who(e.customerId().value())));
        for (String customer : customers) sum = sum.add(plainly(customer, day));
        return sum;
    }

    private BigDecimal plainly(String customer, LocalDate day) {
        List<Open> orders = new ArrayList<>();
        BigDecimal paid = BigDecimal.ZERO;
        List<InteractionRecorded> own =
                raw.stream()
                        .filter(e -> told.who(e.customerId().value()).equals(customer))
                        .filter(e -> !day(e).isAfter(day))
                        .sorted(Comparator.comparing(InteractionRecorded::occurredAt))
                        .toList();
        for (InteractionRecorded e : own) {
            BigDecimal value = e.amount() == null ? BigDecimal.ZERO : e.amount().value();
            if (e.kind().equals("payment")) paid = paid.add(value);
            if (e.kind().equals("return")) paid = paid.add(value.abs());
            if (e.kind().equals("order") && value.signum() > 0 && e.channel().equals("phone"))
                orders.add(new Open(day(e), value));
        }
        for (Open order : orders) {
            BigDecimal settled = paid.max(BigDecimal.ZERO).min(order.left);
            order.left = order.left.subtract(settled);
            paid = paid.subtract(settled);
        }
        return orders.stream()
                .filter(order -> order.day.plusDays(30).isBefore(day))
                .map(order -> order.left)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static LocalDate day(InteractionRecorded e) {
        return e.occurredAt().atZone(Told.ZONE).toLocalDate();
    }

    @Test
    void addsUpWhatIsOpenForTooLong() {
        long seed = 19_970_930;
        System.out.println("seed " + seed);
        Random chance = new Random(seed);
        String[] kinds = {"order", "order", "order", "payment", "return", "enquiry"};
        for (int i = 0; i < 3_000; i++)
            on(
                    event(
                            "customer-" + chance.nextInt(120),
                            List.of("phone", "phone", "web", "shop").get(chance.nextInt(4)),
                            kinds[chance.nextInt(kinds.length)],
                            FIRST.plusDays(chance.nextInt(365)),
                            BigDecimal.valueOf(chance.nextInt(20_000) - 1_000L, 2)
                                    .toPlainString()));
        for (int i = 0; i < 10; i++) told.merge("customer-" + i, "customer-" + (i + 40));
        assertThat(plainly(DAY)).isPositive();
        for (int back = 0; back < 200; back += 20)
            assertThat(overdue(DAY.minusDays(back)))
                    .isEqualByComparingTo(plainly(DAY.minusDays(back)));
    }

    @Test
    void waitsThirtyDays() {
        on(event("customer-1", "phone", "order", FIRST, "10.50"));
        assertThat(overdue(FIRST.plusDays(30))).isZero();
        assertThat(overdue(FIRST.plusDays(31))).isEqualByComparingTo("10.50");
        on(event("customer-1", "phone", "payment", FIRST.plusDays(40), "4.5"));
        assertThat(overdue(FIRST.plusDays(40))).isEqualByComparingTo("6");
    }

    @Test
    void letsNobodyPayForAnother() {
        on(event("customer-1", "phone", "order", FIRST, "10"));
        on(event("customer-2", "phone", "payment", FIRST, "10"));
        on(event("customer-3", "phone", "payment", FIRST, "-7"));
        assertThat(overdue(DAY)).isEqualByComparingTo("10");
        told.merge("customer-1", "customer-2");
        assertThat(overdue(DAY)).isZero();
    }

    @Test
    void passesByWhatCanOnlyBeAMistake() {
        on(event("customer-1", "phone", "order", FIRST, "1e40"));
        on(event("customer-1", "phone", "order", FIRST, "10"));
        assertThat(overdue(DAY)).isEqualByComparingTo("10");
    }

    @Test
    void refusesToAddUpCurrencies() {
        on(event("customer-1", "phone", "order", FIRST, "10"));
        on(event("customer-1", "phone", "order", FIRST, "10", "CNY"));
        assertThatThrownBy(() -> overdue(DAY))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("lifecycle.currencies"));
    }

    @Test
    void isNothingBeforeAnythingWasSold() {
        assertThat(overdue(DAY)).isZero();
    }
}
