package dev.kehu.value.command;

import dev.kehu.value.api.CustomerValueCommand.AssessCustomer;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.formula.fact.Facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The question an assessment was the answer to. */
public final class AssessAgain {
    private AssessAgain() {}

    /** The same facts by the same means, on another day. */
    public static AssessCustomer onDay(ValueAssessed e, LocalDate day) {
        ValueModelDrafted any =
                new ValueModelDrafted(
                        e.modelId(),
                        e.version(),
                        "saaty1980",
                        List.of(),
                        Map.of(),
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        List.of("one"),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        BigDecimal.ONE,
                        e.occurredAt());
        return asked(e, day, e.measured(), e.outlook(), any);
    }

    /** What the decision is, after these assessments. */
    public static ValueAssessed found(
            ValueAssessed e, Facts facts, ValueModelDrafted by, List<ValueAssessed> before) {
        ValueRecord record = ValueRecord.NONE;
        for (ValueAssessed each : before) record = record.evolve(each);
        AssessCustomer asked = asked(e, e.businessDay(), facts.measured(), facts.outlook(), by);
        return (ValueAssessed) record.decide(asked).getFirst();
    }

    private static AssessCustomer asked(
            ValueAssessed e,
            LocalDate day,
            Map<String, BigDecimal> measured,
            Map<String, BigDecimal> outlook,
            ValueModelDrafted by) {
        return new AssessCustomer(
                e.valueId(),
                e.customerId(),
                day,
                e.position(),
                e.fit(),
                e.currency(),
                e.rates(),
                e.members(),
                measured,
                outlook,
                by,
                e.occurredAt());
    }
}
