package dev.kehu.value.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitCommand.RecordRefusedFit;
import dev.kehu.value.api.ModelFitEvent.FitRefused;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendFit;
import dev.kehu.value.formula.lifetime.SpendModel;
import dev.kehu.value.process.Learning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

class RecordFitTest {
    private static final LocalDate END = LocalDate.of(1997, 9, 30);
    private static final PurchaseFit PURCHASES =
            new PurchaseFit(new PurchaseModel(.25, 4.5, .75, 2.5), -9582.5, 2357, 946, 22);
    private static final SpendFit SPEND =
            new SpendFit(new SpendModel(6.25, 3.75, 15.5), -4055.5, 946, 23);

    @Test
    void keepsEveryFitAndTheLastGoodOneWhenOneIsRefused(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            refuse(firm);
            assertThat(fit(firm, SPEND, null)).isEqualTo("1");
            refuse(firm);
            assertThat(fit(firm, null, "value.currencies")).isEqualTo("2");
            assertThat(fits(firm))
                    .satisfiesExactly(
                            e -> assertThat(((FitRefused) e).lastGood()).isNull(),
                            e -> {
                                ModelsFitted fitted = (ModelsFitted) e;
                                assertThat(fitted.r()).isEqualTo(new BigDecimal("0.250000000"));
                                assertThat(fitted.repeaters()).isEqualTo(946);
                                assertThat(fitted.q()).isEqualTo(new BigDecimal("3.750000000"));
                                assertThat(fitted.payers()).isEqualTo(946);
                            },
                            e -> assertThat(((FitRefused) e).lastGood()).isEqualTo(1),
                            e -> {
                                assertThat(((ModelsFitted) e).q()).isNull();
                                assertThat(((ModelsFitted) e).noSpend())
                                        .isEqualTo("value.currencies");
                            });
        }
    }

    @Test
    void recordsWhyNothingCouldBeLearntAndStillRefuses(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            firm.registered("A-1");
            assertThatThrownBy(
                            () ->
                                    firm.get(Learning.class)
                                            .learn(Optional.of(END), Origin.of("admin")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("0 customers came back");
            assertThat(fits(firm))
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(((FitRefused) e).reason()).isEqualTo("value.fit-few");
                                assertThat(((FitRefused) e).position()).isEqualTo(2);
                            });
        }
    }

    @Test
    void learnsForSeveralDaysFromOneReading(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            firm.registered("A-1");
            Learning.Lessons orders = firm.get(Learning.class).read();
            long read = firm.head();
            firm.registered("A-2");
            for (LocalDate day : List.of(END.minusMonths(3), END))
                assertThatThrownBy(() -> orders.learn(day, Origin.of("admin")))
                        .isInstanceOf(Refusal.class);
            assertThat(fits(firm))
                    .extracting(e -> ((FitRefused) e).position())
                    .containsExactly(read, read);
        }
    }

    private static List<DomainEvent> fits(Firm firm) {
        return firm.history().readStream(ModelFitId.FIRM.value()).stream()
                .map(RecordedEvent::payload)
                .toList();
    }

    private static String fit(Firm firm, @Nullable SpendFit spend, @Nullable String noSpend) {
        return firm.send(
                        new RecordFit(
                                ModelFitId.FIRM, END, 7, PURCHASES, spend, noSpend, Firm.WHEN))
                .ids()
                .getOrDefault("fit", "");
    }

    private static void refuse(Firm firm) {
        firm.send(new RecordRefusedFit(ModelFitId.FIRM, 8, "value.fit-few", Firm.WHEN));
    }
}
