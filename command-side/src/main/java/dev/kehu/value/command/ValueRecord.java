package dev.kehu.value.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.Criterion;
import dev.kehu.value.api.CustomerValueCommand.ApplyTreatment;
import dev.kehu.value.api.CustomerValueCommand.AssessCustomer;
import dev.kehu.value.api.CustomerValueCommand.ConcludeTreatment;
import dev.kehu.value.api.CustomerValueCommand.PlaceInSegment;
import dev.kehu.value.api.CustomerValueEvent;
import dev.kehu.value.api.CustomerValueEvent.CustomerPlaced;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.formula.assessment.Course;
import dev.kehu.value.formula.assessment.Rating;
import dev.kehu.value.formula.assessment.ValueClass;
import dev.kehu.value.formula.assessment.Yardstick;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a customer was found to be worth so far.
 *
 * @param last newest assessment, null before the first
 * @param segment strategic segment the customer is in, null in none
 * @param treatments by number
 */
record ValueRecord(
        Course course,
        @Nullable ValueAssessed last,
        @Nullable String segment,
        SortedMap<Integer, Treated> treatments) {
    static final ValueRecord NONE = new ValueRecord(Course.NEW, null, null, new TreeMap<>());

    private static final String PROFIT = Criterion.GROSS_PROFIT.label();

    /**
     * A treatment.
     *
     * @param seen whether an assessment was recorded since, of whatever day
     */
    record Treated(TreatmentApplied applied, boolean seen, boolean concluded) {
        Treated afterAssessment() {
            return new Treated(applied, true, concluded);
        }
    }

    /** The same found again, by the same means, is no news. */
    List<CustomerValueEvent> decide(AssessCustomer c) {
        if (last != null && c.businessDay().isBefore(last.businessDay()))
            throw Refusal.conflict(
                    "value.assessed-later",
                    "The customer was assessed on %s already: take that day or a later one"
                            .formatted(last.businessDay()));
        return same(c) ? List.of() : List.of(assessed(c));
    }

    private boolean same(AssessCustomer c) {
        return last != null
                && c.businessDay().equals(last.businessDay())
                && c.measured().equals(last.measured())
                && c.outlook().equals(last.outlook())
                && c.model().modelId().equals(last.modelId())
                && c.model().version().equals(last.version())
                && c.rates() == last.rates()
                && c.members().equals(last.members());
    }

    private ValueAssessed assessed(AssessCustomer c) {
        Yardstick by = Yardstick.of(c.model());
        Rating rating = by.rate(c.measured());
        return new ValueAssessed(
                c.valueId(),
                c.customerId(),
                c.businessDay(),
                c.position(),
                by.modelId(),
                by.version(),
                c.fit(),
                c.currency(),
                c.rates(),
                c.members(),
                c.measured(),
                c.outlook(),
                rating.levels(),
                rating.contributions(),
                rating.score(),
                rating.current(),
                rating.potential(),
                course.classified(rating, by.threshold()).label(),
                course.trend(c.businessDay(), rating.score()).label(),
                c.occurredAt());
    }

    List<CustomerValueEvent> decide(PlaceInSegment c) {
        if (c.segment() != null && !c.named().segments().contains(c.segment()))
            throw Refusal.unknown(
                    "value.segment-unknown",
                    "The strategic segments are %s: take one of them, or name it first"
                            .formatted(String.join(", ", c.named().segments())));
        return Objects.equals(segment, c.segment())
                ? List.of()
                : List.of(
                        new CustomerPlaced(
                                c.valueId(), c.customerId(), c.segment(), c.occurredAt()));
    }

    /** What all treatments by one policy cost stays below the ceiling of the customer's class. */
    List<CustomerValueEvent> decide(ApplyTreatment c) {
        ValueAssessed now = last;
        if (now == null)
            throw Refusal.conflict(
                    "value.treatment-unassessed", "The customer was never assessed: assess first");
        if (c.cost().signum() < 0)
            throw Refusal.invalid("value.treatments", "A treatment costs nothing or more");
        BigDecimal ceiling = c.policy().ceilings().getOrDefault(now.valueClass(), BigDecimal.ZERO);
        if (spent(c.policy().number()).add(c.cost()).compareTo(ceiling) > 0)
            throw Refusal.conflict(
                    "value.treatment-ceiling",
                    "The policy allows %s for a %s customer, %s were spent: choose what costs less"
                            .formatted(ceiling, now.valueClass(), spent(c.policy().number())));
        return List.of(
                new TreatmentApplied(
                        c.valueId(),
                        c.customerId(),
                        treatments.size() + 1,
                        c.policy().number(),
                        now.valueClass(),
                        c.policy().actions().getOrDefault(now.valueClass(), ""),
                        c.cost(),
                        c.policy().currency(),
                        now.score(),
                        now.measured().getOrDefault(PROFIT, BigDecimal.ZERO),
                        c.occurredAt()));
    }

    private BigDecimal spent(int policy) {
        return treatments.values().stream()
                .filter(t -> t.applied().policy() == policy)
                .map(t -> t.applied().cost())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * @param dayOf which business day a moment belongs to
     */
    List<CustomerValueEvent> decide(ConcludeTreatment c, Function<Instant, LocalDate> dayOf) {
        Treated treated = treatments.get(c.number());
        if (treated == null || last == null)
            throw Refusal.unknown("value.treatment-unknown", "No treatment has this number");
        if (treated.concluded()) return List.of();
        LocalDate day = dayOf.apply(treated.applied().occurredAt());
        if (!treated.seen() || last.businessDay().isBefore(day))
            throw Refusal.conflict(
                    "value.treatment-early",
                    "Nobody assessed it since, as of %s or later: conclude when that was done"
                            .formatted(day));
        int step = last.score().compareTo(treated.applied().score());
        return List.of(
                new TreatmentConcluded(
                        c.valueId(),
                        c.customerId(),
                        c.number(),
                        step > 0 ? "improved" : step < 0 ? "worsened" : "unchanged",
                        last.valueClass(),
                        last.score(),
                        last.measured().getOrDefault(PROFIT, BigDecimal.ZERO),
                        c.occurredAt()));
    }

    ValueRecord evolve(CustomerValueEvent event) {
        return switch (event) {
            case ValueAssessed e ->
                    new ValueRecord(
                            course.and(
                                    e.businessDay(),
                                    e.score(),
                                    ValueClass.labelled(e.valueClass())),
                            e,
                            segment,
                            seen());
            case CustomerPlaced e -> new ValueRecord(course, last, e.segment(), treatments);
            case TreatmentApplied e -> with(e.number(), new Treated(e, false, false));
            case TreatmentConcluded e -> {
                Treated treated = treatments.get(e.number());
                yield treated == null
                        ? this
                        : with(e.number(), new Treated(treated.applied(), true, true));
            }
        };
    }

    private SortedMap<Integer, Treated> seen() {
        if (treatments.isEmpty()) return treatments;
        SortedMap<Integer, Treated> all = new TreeMap<>(treatments);
        all.replaceAll((number, treated) -> treated.afterAssessment());
        return all;
    }

    private ValueRecord with(int number, Treated treated) {
        SortedMap<Integer, Treated> all = new TreeMap<>(treatments);
        all.put(number, treated);
        return new ValueRecord(course, last, segment, all);
    }
}
