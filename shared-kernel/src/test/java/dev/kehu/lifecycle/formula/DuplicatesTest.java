package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.lifecycle.api.Measure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Beside looking at every pair of customers, and at all that is told of each. */
class DuplicatesTest {
    private static final LocalDate FIRST = LocalDate.parse("1997-01-01");
    private static final LocalDate DAY = LocalDate.parse("1997-09-30");

    private final Told told = new Told();
    private final List<CustomerRegistered> raw = new ArrayList<>();

    private void registered(
            String id, @Nullable String name, @Nullable String type, LocalDate day) {
        Instant at = day.atTime(12, 0).atZone(Told.ZONE).toInstant();
        CustomerRegistered event =
                new CustomerRegistered(new CustomerId(id), "code-" + id, name, type, at);
        if (name != null) raw.add(event);
        told.on(event);
    }

    private double figure(Measure measure, LocalDate day) {
        return Counting.of(told.book, measure, day).orElseThrow().value().doubleValue();
    }

    private double pairs() {
        return figure(Measure.DUPLICATES_OPEN, DAY);
    }

    private void manyPeople(Random chance) {
        for (int i = 0; i < 400; i++) {
            String name = "Name" + chance.nextInt(130);
            registered(
                    "customer-" + i,
                    chance.nextInt(9) == 0
                            ? null
                            : chance.nextBoolean() ? name : name.toUpperCase().replace("E", "E-"),
                    chance.nextInt(4) == 0 ? null : chance.nextInt(6) == 0 ? "firm" : "person",
                    FIRST.plusDays(chance.nextInt(365)));
        }
        for (int i = 0; i < 120; i++)
            told.merge("customer-" + i, "customer-" + (300 + chance.nextInt(40)));
    }

    private Map<String, List<CustomerRegistered>> files(LocalDate day) {
        return raw.stream()
                .filter(e -> !e.occurredAt().atZone(Told.ZONE).toLocalDate().isAfter(day))
                .collect(
                        Collectors.groupingBy(
                                e -> told.who(e.customerId().value()),
                                TreeMap::new,
                                Collectors.toList()));
    }

    private static TreeSet<String> names(List<CustomerRegistered> files) {
        TreeSet<String> names = new TreeSet<>();
        for (CustomerRegistered e : files)
            if (e.name() != null) names.add(e.name().toLowerCase().replace("-", ""));
        return names;
    }

    @Test
    void countsEveryPairOnce() {
        long seed = 19_970_101;
        System.out.println("seed " + seed);
        manyPeople(new Random(seed));
        for (int back = 0; back < 250; back += 50) {
            List<TreeSet<String>> all =
                    files(DAY.minusDays(back)).values().stream()
                            .map(DuplicatesTest::names)
                            .toList();
            long pairs = 0;
            for (int i = 0; i < all.size(); i++)
                for (int j = 0; j < i; j++)
                    if (all.get(i).stream().anyMatch(all.get(j)::contains)) pairs++;
            assertThat(pairs).isPositive();
            assertThat(figure(Measure.DUPLICATES_OPEN, DAY.minusDays(back))).isEqualTo(pairs);
        }
    }

    @Test
    void countsWhoHasOneFace() {
        long seed = 19_970_102;
        System.out.println("seed " + seed);
        manyPeople(new Random(seed));
        Map<String, List<CustomerRegistered>> files = files(DAY);
        long agreeing =
                files.values().stream()
                        .filter(all -> names(all).size() == 1)
                        .filter(
                                all ->
                                        all.stream()
                                                        .map(CustomerRegistered::type)
                                                        .filter(type -> type != null)
                                                        .distinct()
                                                        .count()
                                                <= 1)
                        .count();
        assertThat(agreeing).isLessThan(files.size());
        assertThat(figure(Measure.CUSTOMERS_WITH_ONE_FACE, DAY))
                .isEqualTo(Math.round(1e6 * agreeing / files.size()) / 1e6);
    }

    @Test
    void countsASharedPairOfNamesOnce() {
        for (String id : List.of("a", "b")) {
            registered("customer-1" + id, "Wang Wei", null, FIRST);
            registered("customer-2" + id, "William Wang", null, FIRST);
            told.merge("customer-2" + id, "customer-1" + id);
        }
        assertThat(pairs()).isEqualTo(1);
        registered("customer-3", "William Wang", null, FIRST);
        assertThat(pairs()).isEqualTo(3);
    }

    @Test
    void readsNamesAsPeopleDo() {
        registered("customer-1", "Müller & Co.", null, FIRST);
        registered("customer-2", "MÜLLER CO", null, FIRST);
        registered("customer-3", "Ｍüller　Ｃｏ", null, FIRST);
        registered("customer-4", "Muller Co", null, FIRST);
        registered("customer-5", "王伟", null, FIRST);
        registered("customer-6", "王 伟", null, FIRST);
        registered("customer-7", "&", null, FIRST);
        registered("customer-8", "-", null, FIRST);
        assertThat(pairs()).isEqualTo(4);
    }

    @Test
    void forgetsWhoWasErased() {
        registered("customer-1", "Wang Wei", null, FIRST);
        registered("customer-2", "Wang Wei", null, FIRST);
        told.on(new CustomerErased(new CustomerId("customer-1"), Instant.EPOCH));
        assertThat(pairs()).isZero();
    }

    @Test
    void saysNothingWhereNobodyHasAName() {
        registered("customer-1", null, null, FIRST);
        assertThat(Counting.of(told.book, Measure.CUSTOMERS_WITH_ONE_FACE, DAY)).isEmpty();
        assertThat(pairs()).isZero();
    }
}
