package dev.kehu.value.process.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.scan.SubjectScan;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.command.ModelDraft;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.process.assessment.Shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

class SupposingTest {
    private static long cell(Map<String, Map<String, Long>> counts, String from, String to) {
        return counts.getOrDefault(from, Map.of()).getOrDefault(to, -1L);
    }

    @Test
    void triesADraftOnEverybodyAndPutsItToUseOnlyWhenAsked(@TempDir Path directory) {
        try (Shop shop = Shop.in(directory)) {
            for (int i = 0; i < 30; i++) {
                CustomerId each = shop.firm.registered("C-" + i);
                for (int n = 0; n <= i % 5; n++)
                    shop.orders(
                            each,
                            LocalDate.of(1998, 1 + n, 1 + i % 28).toString(),
                            20 + 4 * i + ".00");
            }
            shop.assess("1998-03-31");
            shop.assess();
            long before = shop.firm.head();
            WhatIf found = shop.firm.get(Supposing.class).suppose("all", ExplainingTest.loyal());
            assertThat(shop.firm.head()).as("nothing is recorded").isEqualTo(before);
            assertThat(found.customers()).isEqualTo(30);
            assertThat(
                            found.counts().values().stream()
                                    .flatMap(row -> row.values().stream())
                                    .mapToLong(Long::longValue)
                                    .sum())
                    .isEqualTo(30);
            List<BigDecimal> moves = found.movers().stream().map(m -> m.change().abs()).toList();
            assertThat(moves).hasSize(20).isSortedAccordingTo(Comparator.reverseOrder());
            found.movers()
                    .forEach(
                            m ->
                                    assertThat(
                                                    m.byCriterion().values().stream()
                                                            .reduce(
                                                                    BigDecimal.ZERO,
                                                                    BigDecimal::add))
                                            .isEqualByComparingTo(m.change()));

            SubjectScan small = new SubjectScan(shop.firm.history(), 3, 10);
            DraftValueModel asked = ExplainingTest.loyal().asked(ValueModelId.ALL, Firm.WHEN);
            assertThat(
                            shop.firm
                                    .get(Supposing.class)
                                    .everybody(
                                            Yardstick.of(ModelDraft.of(asked, 1)),
                                            dossier -> true,
                                            small)
                                    .answer(found.consistencyRatio()))
                    .as("the same from many ranges")
                    .isEqualTo(found);

            shop.firm
                    .get(Supposing.class)
                    .activate("all", ExplainingTest.loyal(), Origin.of("admin"));
            assertThat(shop.assess().assessed()).isEqualTo(30);
            found.movers()
                    .forEach(
                            m ->
                                    assertThat(
                                                    shop.assessments(new CustomerId(m.customer()))
                                                            .getLast()
                                                            .score())
                                            .as("as it was supposed")
                                            .isEqualTo(m.drafted()));
            Migration moved =
                    shop.firm
                            .get(Migrating.class)
                            .between(LocalDate.of(1997, 12, 31), LocalDate.of(1998, 6, 30));
            assertThat(moved.customers()).isEqualTo(30);
            assertThat(shop.firm.get(Migrating.class).counted(moved.from(), moved.to(), small))
                    .as("the same from many ranges")
                    .isEqualTo(moved);
            assertThat(cell(moved.counts(), "low", "low")).isZero();
            assertThat(
                            List.of("low", "secondary", "potential", "high").stream()
                                    .mapToLong(to -> cell(moved.counts(), "none", to))
                                    .sum())
                    .isEqualTo(30);
        }
    }

    @Test
    void refusesADraftThatContradictsItself(@TempDir Path directory) {
        try (Shop shop = Shop.in(directory)) {
            Draft none = new Draft(null, null, null, null, null, null);
            shop.firm.refuses(
                    "data.incomplete", () -> shop.firm.get(Supposing.class).suppose("all", none));
        }
    }
}
