package dev.kehu.value.process.explanation;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.scan.SubjectScan;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.HeldClasses;
import dev.kehu.value.api.HeldClasses.Step;
import dev.kehu.value.process.assessment.Dossier;
import dev.kehu.value.process.assessment.Dossiers;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Counts who changed class, by a view that knows, else from the history of all customers. */
@Component
public final class Migrating {
    private final History history;
    private final Turn turn;
    private final ObjectProvider<HeldClasses> held;
    private final ZoneId zone;

    Migrating(
            History history,
            Turn turn,
            ObjectProvider<HeldClasses> held,
            @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.turn = turn;
        this.held = held;
        this.zone = ZoneId.of(zone);
    }

    /**
     * Who was merged into another counts as that one.
     *
     * @throws Refusal {@code value.period}, {@code value.looking}
     */
    public Migration between(LocalDate from, LocalDate to) {
        if (to.isBefore(from))
            throw Refusal.invalid("value.period", "The second date is before the first: swap them");
        return turn.take(
                () -> known(from, to).orElseGet(() -> counted(from, to, SubjectScan.of(history))));
    }

    private Optional<Migration> known(LocalDate from, LocalDate to) {
        return Optional.ofNullable(held.getIfAvailable())
                .flatMap(view -> view.steps(from, to, history.head()))
                .map(steps -> migration(from, to, counts(steps)));
    }

    private static Map<String, Map<String, Long>> counts(Map<Step, Long> steps) {
        Map<String, Map<String, Long>> counts = Migration.matrix();
        steps.forEach(
                (step, customers) ->
                        counts.getOrDefault(named(step.before()), Map.of())
                                .merge(named(step.after()), customers, Long::sum));
        return counts;
    }

    private static String named(@Nullable String valueClass) {
        return valueClass == null ? Migration.NONE : valueClass;
    }

    private static Migration migration(
            LocalDate from, LocalDate to, Map<String, Map<String, Long>> counts) {
        return new Migration(from, to, Migration.sum(counts), Migration.CLASSES, counts);
    }

    /** From history; whatever the threads and ranges, the counts are the same. */
    public Migration counted(LocalDate from, LocalDate to, SubjectScan scan) {
        Map<String, Map<String, Long>> counts = Migration.matrix();
        Dossiers dossiers = new Dossiers(history, zone, history.head());
        scan.each(
                Dossiers.ALL,
                range -> {
                    Map<String, Map<String, Long>> part = Migration.matrix();
                    dossiers.each(range, known -> count(known.dossier(), from, to, part));
                    return part;
                },
                part -> Migration.add(part, counts));
        return migration(from, to, counts);
    }

    private static void count(
            Dossier dossier, LocalDate from, LocalDate to, Map<String, Map<String, Long>> counts) {
        if (dossier.assessments().isEmpty()) return;
        counts.getOrDefault(held(dossier, from), Map.of()).merge(held(dossier, to), 1L, Long::sum);
    }

    private static String held(Dossier dossier, LocalDate day) {
        return dossier.assessment(day).map(ValueAssessed::valueClass).orElse(Migration.NONE);
    }
}
