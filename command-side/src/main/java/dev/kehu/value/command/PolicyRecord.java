package dev.kehu.value.command;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.ValuePolicyCommand.NameSegments;
import dev.kehu.value.api.ValuePolicyCommand.PrescribeTreatments;
import dev.kehu.value.api.ValuePolicyCommand.QuoteRates;
import dev.kehu.value.api.ValuePolicyEvent;
import dev.kehu.value.api.ValuePolicyEvent.RatesSet;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyEvent.TreatmentsSet;
import dev.kehu.value.formula.assessment.ValueClass;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was decided about value for everybody.
 *
 * @param rates how often rates were set
 * @param treatments how often treatments were set
 * @param segments the strategic segments there are, null before any were named
 */
record PolicyRecord(int rates, int treatments, @Nullable SegmentsNamed segments) {
    static final PolicyRecord NONE = new PolicyRecord(0, 0, null);

    /** More of them than a company strategy has. */
    private static final int MOST_SEGMENTS = 12;

    private static final Set<String> CLASSES =
            Stream.of(ValueClass.values()).map(ValueClass::label).collect(Collectors.toSet());

    List<ValuePolicyEvent> decide(QuoteRates c) {
        boolean known =
                Money.isCurrency(c.currency())
                        && c.rates().keySet().stream().allMatch(Money::isCurrency);
        if (!known) throw rates("A currency is none of ISO 4217");
        if (c.rates().containsKey(c.currency()))
            throw rates("The rate of %s to itself is 1; leave it out".formatted(c.currency()));
        if (c.rates().values().stream().anyMatch(rate -> rate.signum() <= 0))
            throw rates("A rate is above zero");
        if (c.hour().signum() < 0) throw rates("The price of an hour is not below zero");
        return List.of(
                new RatesSet(
                        c.policyId(),
                        rates + 1,
                        c.currency(),
                        new TreeMap<>(c.rates()),
                        c.hour(),
                        c.occurredAt()));
    }

    List<ValuePolicyEvent> decide(PrescribeTreatments c) {
        if (!Money.isCurrency(c.currency())) throw treatments("The currency is none of ISO 4217");
        for (Set<String> classes :
                List.of(c.actions().keySet(), c.budgets().keySet(), c.ceilings().keySet()))
            if (!classes.equals(CLASSES))
                throw treatments(
                        "Each of low, secondary, potential and high has an action, a budget and a"
                                + " ceiling, and nothing else does");
        if (c.actions().values().stream().anyMatch(String::isBlank))
            throw treatments("An action is empty");
        if (below(c.budgets()) || below(c.ceilings()))
            throw treatments("A budget or a ceiling is below zero");
        return List.of(
                new TreatmentsSet(
                        c.policyId(),
                        treatments + 1,
                        c.currency(),
                        new TreeMap<>(c.actions()),
                        new TreeMap<>(c.budgets()),
                        new TreeMap<>(c.ceilings()),
                        c.occurredAt()));
    }

    /** The same ones named again are no news. */
    List<ValuePolicyEvent> decide(NameSegments c) {
        List<String> asked = c.segments();
        if (asked.size() > MOST_SEGMENTS || Set.copyOf(asked).size() < asked.size())
            throw segments("There are at most %d, each once".formatted(MOST_SEGMENTS));
        if (!asked.stream().allMatch(SegmentName::fits))
            throw segments("A segment is lower case letters, digits and dashes, and not 'all'");
        return segments != null && segments.segments().equals(asked)
                ? List.of()
                : List.of(new SegmentsNamed(c.policyId(), namings() + 1, asked, c.occurredAt()));
    }

    /** How often segments were named. */
    int namings() {
        return segments == null ? 0 : segments.number();
    }

    private static boolean below(Map<String, BigDecimal> amounts) {
        return amounts.values().stream().anyMatch(amount -> amount.signum() < 0);
    }

    private static Refusal rates(String why) {
        return Refusal.invalid("value.rates", why);
    }

    private static Refusal segments(String why) {
        return Refusal.invalid("value.segments", why);
    }

    private static Refusal treatments(String why) {
        return Refusal.invalid("value.treatments", why);
    }

    PolicyRecord evolve(ValuePolicyEvent event) {
        return switch (event) {
            case RatesSet e -> new PolicyRecord(e.number(), treatments, segments);
            case TreatmentsSet e -> new PolicyRecord(rates, e.number(), segments);
            case SegmentsNamed e -> new PolicyRecord(rates, treatments, e);
        };
    }
}
