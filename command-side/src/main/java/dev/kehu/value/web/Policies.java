package dev.kehu.value.web;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.ValuePolicyEvent.RatesSet;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyEvent.TreatmentsSet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was decided about value for everybody, oldest first; the last of each is in use. */
record Policies(List<Rate> rates, List<Treatment> treatments, List<Segments> segments) {
    record Rate(
            int number,
            String currency,
            Map<String, BigDecimal> rates,
            BigDecimal hour,
            Instant at) {}

    record Treatment(
            int number,
            String currency,
            Map<String, String> actions,
            Map<String, BigDecimal> budgets,
            Map<String, BigDecimal> ceilings,
            Instant at) {}

    record Segments(int number, List<String> segments, Instant at) {}

    static Policies of(List<RecordedEvent> stream) {
        List<Rate> rates = new ArrayList<>();
        List<Treatment> treatments = new ArrayList<>();
        List<Segments> segments = new ArrayList<>();
        for (RecordedEvent event : stream) {
            if (event.payload() instanceof RatesSet e)
                rates.add(new Rate(e.number(), e.currency(), e.rates(), e.hour(), e.occurredAt()));
            if (event.payload() instanceof TreatmentsSet e)
                treatments.add(
                        new Treatment(
                                e.number(),
                                e.currency(),
                                e.actions(),
                                e.budgets(),
                                e.ceilings(),
                                e.occurredAt()));
            if (event.payload() instanceof SegmentsNamed e)
                segments.add(new Segments(e.number(), e.segments(), e.occurredAt()));
        }
        return new Policies(rates, treatments, segments);
    }
}
