package dev.kehu.value.view.valuehistory;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.fold.Sales;
import dev.kehu.platform.fold.Sums;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a customer bought, and was found to be worth.
 *
 * @param zone days and months are counted in it
 * @param months orders and money by {@code 1997-01|USD}
 * @param days days with an order, {@code 1997-01-31}: the first, the last and how many there are
 *     follow from it, whatever the order they became known in
 * @param assessments in the order they were recorded in, which is that of their days
 * @param treatments in the order they were recorded in, of all who were merged
 */
record ValueHistory(
        String id,
        long position,
        String zone,
        SortedMap<String, Sales> months,
        SortedSet<String> days,
        List<Assessment> assessments,
        List<Treatment> treatments)
        implements SubjectView<ValueHistory> {

    static ValueHistory blank(String id, ZoneId zone) {
        return new ValueHistory(
                id,
                0,
                zone.getId(),
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                List.of(),
                List.of());
    }

    @Override
    public ValueHistory on(RecordedEvent event) {
        return switch (event.payload()) {
            case ValueAssessed e ->
                    with(
                            event.position(),
                            plus(assessments, Assessment.of(event, e)),
                            each(treatment -> treatment.seen(e, ZoneId.of(zone))));
            case TreatmentApplied e ->
                    with(event.position(), assessments, plus(treatments, Treatment.of(event, e)));
            case TreatmentConcluded e ->
                    with(event.position(), assessments, each(t -> t.concluded(e)));
            case InteractionRecorded e when e.kind().equals("order") && e.amount() != null ->
                    bought(event.position(), e, e.amount().currency(), e.amount().minor());
            default -> this;
        };
    }

    private ValueHistory bought(long reached, InteractionRecorded e, String currency, long minor) {
        LocalDate day = e.occurredAt().atZone(ZoneId.of(zone)).toLocalDate();
        String month = YearMonth.from(day) + "|" + currency;
        return new ValueHistory(
                id,
                reached,
                zone,
                Sums.plus(months, month, Sales.of(minor), Sales::plus),
                Sums.with(days, List.of(day.toString())),
                assessments,
                treatments);
    }

    private ValueHistory with(long reached, List<Assessment> found, List<Treatment> done) {
        return new ValueHistory(id, reached, zone, months, days, found, done);
    }

    private List<Treatment> each(UnaryOperator<Treatment> change) {
        return treatments.stream().map(change).toList();
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return List.copyOf(all);
    }

    @Override
    public ValueHistory combine(ValueHistory absorbed) {
        return new ValueHistory(
                id,
                Math.max(position, absorbed.position),
                zone,
                Sums.plus(months, absorbed.months, Sales::plus),
                Sums.with(days, absorbed.days),
                // A group is assessed as its survivor; what its members were before is theirs.
                assessments.isEmpty() ? absorbed.assessments : assessments,
                together(treatments, absorbed.treatments));
    }

    private static List<Treatment> together(List<Treatment> own, List<Treatment> others) {
        return Stream.concat(own.stream(), others.stream())
                .sorted(Comparator.comparingLong(Treatment::position))
                .toList();
    }
}
