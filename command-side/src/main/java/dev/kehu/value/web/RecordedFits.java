package dev.kehu.value.web;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.ModelFitEvent.FitRefused;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What was learnt from the firm's orders, oldest first.
 *
 * @param current number of the fit that is used, or null
 */
record RecordedFits(@Nullable Integer current, List<Fit> fits) {
    record Purchases(
            BigDecimal r,
            BigDecimal alpha,
            BigDecimal a,
            BigDecimal b,
            BigDecimal logLikelihood,
            int customers,
            int repeaters) {}

    record Spend(
            @Nullable BigDecimal p,
            @Nullable BigDecimal q,
            @Nullable BigDecimal v,
            @Nullable BigDecimal logLikelihood,
            @Nullable Integer customers) {}

    /**
     * One attempt.
     *
     * @param number null when it was refused
     * @param refused code of why nothing, or no spend, was learnt
     */
    record Fit(
            @Nullable Integer number,
            @Nullable LocalDate end,
            long position,
            @Nullable Purchases purchases,
            @Nullable Spend spend,
            @Nullable String refused,
            Instant at) {
        static Fit of(ModelsFitted e) {
            return new Fit(
                    e.number(),
                    e.end(),
                    e.position(),
                    new Purchases(
                            e.r(),
                            e.alpha(),
                            e.a(),
                            e.b(),
                            e.logLikelihood(),
                            e.customers(),
                            e.repeaters()),
                    e.p() == null
                            ? null
                            : new Spend(e.p(), e.q(), e.v(), e.spendLogLikelihood(), e.payers()),
                    e.noSpend(),
                    e.occurredAt());
        }

        static Fit of(FitRefused e) {
            return new Fit(null, null, e.position(), null, null, e.reason(), e.occurredAt());
        }
    }

    static RecordedFits of(List<RecordedEvent> stream) {
        Integer current = null;
        List<Fit> fits = new ArrayList<>();
        for (RecordedEvent event : stream) {
            if (event.payload() instanceof ModelsFitted e) {
                fits.add(Fit.of(e));
                current = e.number();
            }
            if (event.payload() instanceof FitRefused e) fits.add(Fit.of(e));
        }
        return new RecordedFits(current, fits);
    }
}
