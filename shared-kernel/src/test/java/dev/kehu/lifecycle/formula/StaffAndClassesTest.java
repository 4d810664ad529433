package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValueModelId;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What was written down about employees and customers, beside the plainest count. */
class StaffAndClassesTest extends CountedFirm {
    @Test
    void countsWhatWasWrittenDownAboutEmployees() {
        is(
                Measure.STAFF_TRAINED,
                other.stream()
                        .filter(e -> e instanceof TrainingTaken t && !t.day().isAfter(DAY))
                        .map(e -> ((TrainingTaken) e).employee())
                        .distinct()
                        .count());
        Map<String, AcceptanceSurveyed> latest = new HashMap<>();
        for (DomainEvent event : other)
            if (event instanceof AcceptanceSurveyed a && !a.day().isAfter(DAY)) {
                AcceptanceSurveyed before = latest.get(a.employee());
                if (before == null || !a.day().isBefore(before.day())) latest.put(a.employee(), a);
            }
        is(
                Measure.STAFF_ACCEPTANCE,
                latest.values().stream()
                        .mapToInt(AcceptanceSurveyed::score)
                        .average()
                        .orElseThrow());
    }

    @Test
    void countsWhoIsOfHighValue() {
        assertThat(Counting.of(book, Measure.HIGH_VALUE_SHARE, DAY)).as("unassessed").isEmpty();
        Random chance = new Random(19_970_704);
        List<ValueAssessed> said = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ValueAssessed one = assessed(chance, FIRST.plusDays(i / 5));
            said.add(one);
            told.on(one);
        }
        Map<String, Boolean> high = new HashMap<>();
        for (ValueAssessed one : said)
            if (!one.businessDay().isAfter(DAY)
                    && !told.survivors.containsKey(one.customerId().value()))
                high.put(one.customerId().value(), one.valueClass().equals("high"));
        long hits = high.values().stream().filter(it -> it).count();
        assertThat(hits).isPositive();
        is(Measure.HIGH_VALUE_SHARE, (double) hits / high.size());
    }

    private static ValueAssessed assessed(Random chance, LocalDate day) {
        CustomerId customer = new CustomerId("customer-" + chance.nextInt(60));
        String[] classes = {"low", "secondary", "potential", "high", "high"};
        return new ValueAssessed(
                CustomerValueId.of(customer),
                customer,
                day,
                1L,
                ValueModelId.ALL,
                1,
                null,
                "USD",
                1,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                classes[chance.nextInt(classes.length)],
                "steady",
                Instant.EPOCH);
    }
}
