package dev.kehu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

class CdnowTest {
    private final List<Purchase> sample = Cdnow.purchases(false);
    private final List<Purchase> full = Cdnow.purchases(true);

    @Test
    void holdsThePublishedTotalsOfTheSample() {
        assertThat(sample).hasSize(6_919);
        assertThat(sample.stream().map(Purchase::customer).distinct()).hasSize(2_357);
        assertThat(total(sample)).isEqualByComparingTo("244091.94");
    }

    @Test
    void holdsThePublishedTotalsOfAll() {
        assertThat(full).hasSize(69_659);
        assertThat(full.stream().map(Purchase::customer).distinct()).hasSize(23_570);
        assertThat(total(full)).isEqualByComparingTo("2500315.63");
    }

    @Test
    void coversJanuary1997ToTheBusinessDay() {
        var byDay = Comparator.comparing(Purchase::day);
        assertThat(full).map(Purchase::day).contains(LocalDate.of(1997, 1, 1), Cdnow.END);
        assertThat(full.stream().max(byDay).orElseThrow().day()).isEqualTo(Cdnow.END);
    }

    @Test
    void numbersEveryRowOnceAndTheSamplesRowsAlike() {
        var all = new HashSet<>(full);
        assertThat(all).hasSize(full.size());
        assertThat(all.containsAll(sample)).as("the sample's rows").isTrue();
        assertThat(full).map(CloudEvent::orders).map(CloudEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void sendsTheFirstCustomerOfTheSampleAsPublished() {
        List<Purchase> rows = sample.stream().filter(p -> p.customer() == 4).toList();
        assertThat(rows).map(Purchase::amount).containsExactly("29.33", "29.73", "14.96", "26.48");
        assertThat(CloudEvent.registers(rows.getFirst()).data())
                .containsEntry("code", "CDNOW-00004")
                .containsEntry("name", "CDNOW 00004");
        assertThat(CloudEvent.orders(rows.getFirst()).time()).isEqualTo("1997-01-01T12:00:00Z");
    }

    private static BigDecimal total(List<Purchase> purchases) {
        return purchases.stream()
                .map(Purchase::amount)
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
