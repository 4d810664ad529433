package dev.kehu.value.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.CustomerValueCommand.AssessCustomer;
import dev.kehu.value.api.CustomerValueEvent;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.formula.assessment.Course;
import dev.kehu.value.formula.assessment.Rating;
import dev.kehu.value.formula.assessment.ValueClass;
import dev.kehu.value.formula.assessment.Yardstick;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a customer was found to be worth so far.
 *
 * @param last newest assessment, null before the first
 */
record ValueRecord(Course course, @Nullable ValueAssessed last) {
    static final ValueRecord NONE = new ValueRecord(Course.NEW, null);

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

    ValueRecord evolve(CustomerValueEvent event) {
        return switch (event) {
            case ValueAssessed e ->
                    new ValueRecord(
                            course.and(
                                    e.businessDay(),
                                    e.score(),
                                    ValueClass.labelled(e.valueClass())),
                            e);
        };
    }
}
