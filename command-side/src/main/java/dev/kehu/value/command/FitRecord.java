package dev.kehu.value.command;

import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitCommand.RecordRefusedFit;
import dev.kehu.value.api.ModelFitEvent;
import dev.kehu.value.api.ModelFitEvent.FitRefused;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendFit;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * What was learnt so far.
 *
 * @param lastGood number of the fit that is used, null before the first
 */
record FitRecord(@Nullable Integer lastGood) {
    static final FitRecord NONE = new FitRecord(null);

    List<ModelFitEvent> decide(RecordFit c) {
        PurchaseModel model = c.purchases().model();
        SpendFit spend = c.spend();
        return List.of(
                new ModelsFitted(
                        c.fitId(),
                        lastGood == null ? 1 : lastGood + 1,
                        c.end(),
                        c.position(),
                        c.purchases().customers(),
                        c.purchases().repeaters(),
                        Rounded.exact(model.r()),
                        Rounded.exact(model.alpha()),
                        Rounded.exact(model.a()),
                        Rounded.exact(model.b()),
                        Rounded.exact(c.purchases().logLikelihood()),
                        c.purchases().evaluations(),
                        spend == null ? null : Integer.valueOf(spend.customers()),
                        spend == null ? null : exact(spend.model().p()),
                        spend == null ? null : exact(spend.model().q()),
                        spend == null ? null : exact(spend.model().v()),
                        spend == null ? null : exact(spend.logLikelihood()),
                        c.noSpend(),
                        c.occurredAt()));
    }

    private static BigDecimal exact(double value) {
        return Rounded.exact(value);
    }

    List<ModelFitEvent> decide(RecordRefusedFit c) {
        return List.of(
                new FitRefused(c.fitId(), c.position(), c.reason(), lastGood, c.occurredAt()));
    }

    FitRecord evolve(ModelFitEvent event) {
        return switch (event) {
            case ModelsFitted e -> new FitRecord(e.number());
            case FitRefused e -> this;
        };
    }
}
