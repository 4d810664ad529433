package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.formula.lifetime.Baskets;
import dev.kehu.value.formula.lifetime.PurchaseModel;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
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
import java.util.TreeMap;
import java.util.TreeSet;

/** Each measure beside the plainest count one can write over the raw events, in any order. */
class CountingTest extends CountedFirm {
    @Test
    void countsWhoOrderedLately() {
        is(
                Measure.CUSTOMERS_ACTIVE,
                until(CountedFirm::order)
                        .filter(e -> day(e).isAfter(DAY.minusDays(90)))
                        .map(this::who)
                        .distinct()
                        .count());
    }

    @Test
    void countsWhoCameBackToBuy() {
        Map<String, TreeSet<LocalDate>> days = days();
        is(
                Measure.REPEAT_PURCHASE_RATE,
                (double) days.values().stream().filter(d -> d.size() > 1).count() / days.size());
    }

    private Map<String, TreeSet<LocalDate>> days() {
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        until(CountedFirm::order)
                .forEach(e -> days.computeIfAbsent(who(e), c -> new TreeSet<>()).add(day(e)));
        return days;
    }

    @Test
    void believesTheFittedModelAboutWhoIsAlive() {
        assertThat(Counting.of(book, Measure.MEAN_P_ALIVE, DAY)).as("nothing fitted").isEmpty();
        PurchaseModel model = new PurchaseModel(0.25, 4.5, 0.8, 2.5);
        told.on(fit(model));
        Baskets baskets = new Baskets();
        until(CountedFirm::order).forEach(e -> baskets.add(who(e), day(e), BigDecimal.ONE));
        is(
                Measure.MEAN_P_ALIVE,
                baskets.until(DAY).stream().mapToDouble(model::alive).average().orElseThrow());
    }

    private static ModelsFitted fit(PurchaseModel m) {
        return new ModelsFitted(
                ModelFitId.FIRM,
                1,
                DAY,
                1L,
                1,
                1,
                BigDecimal.valueOf(m.r()),
                BigDecimal.valueOf(m.alpha()),
                BigDecimal.valueOf(m.a()),
                BigDecimal.valueOf(m.b()),
                BigDecimal.ONE,
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }

    @Test
    void addsUpIncomeAndCost() {
        is(
                Measure.INCOME_30_DAYS,
                until(CountedFirm::order)
                        .filter(e -> day(e).isAfter(DAY.minusDays(30)))
                        .mapToDouble(e -> amount(e.amount()))
                        .sum());
        is(
                Measure.COST_PER_CONTACT,
                until(e -> e.cost() != null)
                        .mapToDouble(e -> amount(e.cost()))
                        .average()
                        .orElseThrow());
    }

    private static double amount(@Nullable Money money) {
        return money == null ? 0 : money.value().doubleValue();
    }

    @Test
    void refusesToAddUpCurrencies() {
        Instant at = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
        told.on(
                interaction(
                        "customer-1",
                        "order",
                        "inbound",
                        at,
                        new Money(BigDecimal.ONE, "CNY"),
                        null));
        Assertions.assertThatThrownBy(() -> figure(Measure.INCOME_30_DAYS))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("lifecycle.currencies"));
    }

    @Test
    void comesToTheSameInWhateverOrderCustomersCame() {
        FirmBook shuffled = new FirmBook(ZONE);
        List<DomainEvent> events = new ArrayList<>(raw);
        Collections.shuffle(events, new Random(19_970_101));
        told.survivors.forEach((absorbed, survivor) -> events.add(Told.merged(absorbed, survivor)));
        told.on(fit(new PurchaseModel(0.25, 4.5, 0.8, 2.5)));
        events.add(fit(new PurchaseModel(0.25, 4.5, 0.8, 2.5)));
        long at = book.position() - events.size();
        for (DomainEvent event : events) shuffled.on(Told.recorded(++at, event));
        for (Measure measure :
                List.of(
                        Measure.MEAN_P_ALIVE,
                        Measure.FIRST_RESPONSE_TIME,
                        Measure.COST_PER_CONTACT,
                        Measure.CUSTOMERS_ACTIVE))
            assertThat(Counting.of(shuffled, measure, DAY)).hasValue(figure(measure));
    }

    @Test
    void saysNothingWhereNobodyDidAnything() {
        FirmBook empty = new FirmBook(ZONE);
        for (Measure measure :
                List.of(
                        Measure.REPEAT_PURCHASE_RATE,
                        Measure.FIRST_RESPONSE_TIME,
                        Measure.ANSWERED_WITHIN_HOUR,
                        Measure.CAMPAIGN_RESPONSE,
                        Measure.COST_PER_CONTACT,
                        Measure.HIGH_VALUE_SHARE,
                        Measure.STAFF_ACCEPTANCE))
            assertThat(Counting.of(empty, measure, DAY)).as(measure.label()).isEmpty();
        assertThat(Counting.of(empty, Measure.CUSTOMERS_ACTIVE, DAY).orElseThrow().value())
                .isZero();
    }
}
