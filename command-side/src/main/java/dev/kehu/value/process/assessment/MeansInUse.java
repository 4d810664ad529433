package dev.kehu.value.process.assessment;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelEvent.ValueModelActivated;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.api.ValuePolicyEvent.RatesSet;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyId;
import dev.kehu.value.formula.assessment.StandardModel;
import dev.kehu.value.formula.fact.Fit;
import dev.kehu.value.formula.fact.Prices;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendModel;
import dev.kehu.value.process.assessment.Means.Model;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the model, the fit and the rates that are in use, or were. */
@Component
public final class MeansInUse {
    private final EventHistory history;
    private final Commands commands;
    private final BusinessClock clock;
    private final String currency;

    MeansInUse(
            EventHistory history,
            Commands commands,
            BusinessClock clock,
            @Value("${kehu.value.currency:USD}") String currency) {
        this.history = history;
        this.commands = commands;
        this.clock = clock;
        this.currency = currency;
    }

    /** What is in use now; where no model ever was, the standard one is from now on. */
    Means current() {
        ValueModelDrafted model = model(ValueModelId.ALL).orElseGet(this::standard);
        return new Means(Model.of(model), bySegment(), fit(Integer.MAX_VALUE), prices());
    }

    private Map<String, Model> bySegment() {
        Map<String, Model> models = new HashMap<>();
        for (String segment : segments())
            model(ValueModelId.ofSegment(segment))
                    .ifPresent(version -> models.put(segment, Model.of(version)));
        return models;
    }

    /** The strategic segments there are. */
    private List<String> segments() {
        List<String> segments = List.of();
        for (RecordedEvent event : history.readStream(ValuePolicyId.FIRM.value()))
            if (event.payload() instanceof SegmentsNamed e) segments = e.segments();
        return segments;
    }

    /** The segments with a model of their own in use: the model of all is not asked for these. */
    public Set<String> segmentsApart() {
        return bySegment().keySet();
    }

    /** True once customers are assessed by any model. */
    boolean inUse() {
        return model(ValueModelId.ALL).isPresent();
    }

    /** The version that is activated, if any ever was. */
    private Optional<ValueModelDrafted> model(ValueModelId id) {
        Integer active = null;
        Map<Integer, ValueModelDrafted> versions = new HashMap<>();
        for (RecordedEvent event : history.readStream(id.value())) {
            if (event.payload() instanceof ValueModelDrafted e) versions.put(e.version(), e);
            if (event.payload() instanceof ValueModelActivated e) active = e.version();
        }
        return Optional.ofNullable(active).map(versions::get);
    }

    /** A version that was drafted. */
    public ValueModelDrafted version(ValueModelId model, int number) {
        for (RecordedEvent event : history.readStream(model.value()))
            if (event.payload() instanceof ValueModelDrafted e && e.version() == number) return e;
        throw new IllegalStateException("No version %d of %s".formatted(number, model));
    }

    /**
     * A version that was drafted, for who asks by its number.
     *
     * @throws Refusal {@code value.model-unknown}
     */
    public ValueModelDrafted drafted(ValueModelId model, int number) {
        return history.readStream(model.value()).stream()
                .map(RecordedEvent::payload)
                .filter(e -> e instanceof ValueModelDrafted v && v.version() == number)
                .map(ValueModelDrafted.class::cast)
                .findFirst()
                .orElseThrow(
                        () ->
                                Refusal.unknown(
                                        "value.model-unknown",
                                        "There is no such version of this model: draft it first"));
    }

    private ValueModelDrafted standard() {
        Origin itself = Origin.of("kehu");
        String version =
                commands.send(StandardModel.draft(clock.now()), itself)
                        .ids()
                        .getOrDefault("version", "1");
        commands.send(
                new ActivateValueModel(ValueModelId.ALL, Integer.parseInt(version), clock.now()),
                itself);
        return model(ValueModelId.ALL).orElseThrow();
    }

    /** The newest fit up to that number, or null. */
    public @Nullable Fit fit(int number) {
        Fit fit = null;
        for (RecordedEvent event : history.readStream(ModelFitId.FIRM.value()))
            if (event.payload() instanceof ModelsFitted e && e.number() <= number) fit = of(e);
        return fit;
    }

    private static Fit of(ModelsFitted e) {
        PurchaseModel purchases =
                new PurchaseModel(
                        e.r().doubleValue(),
                        e.alpha().doubleValue(),
                        e.a().doubleValue(),
                        e.b().doubleValue());
        return new Fit(
                e.number(),
                purchases,
                e.p() == null ? null : new SpendModel(number(e.p()), number(e.q()), number(e.v())));
    }

    private static double number(@Nullable BigDecimal value) {
        return Objects.requireNonNull(value).doubleValue();
    }

    private Prices prices() {
        return prices(Integer.MAX_VALUE, currency);
    }

    /** The newest rates up to that number; as long as there are none, one currency only. */
    public Prices prices(int number, String in) {
        Prices prices = Prices.unrecorded(in);
        for (RecordedEvent event : history.readStream(ValuePolicyId.FIRM.value()))
            if (event.payload() instanceof RatesSet e && e.number() <= number)
                prices = new Prices(e.number(), e.currency(), e.rates(), e.hour());
        return prices;
    }
}
