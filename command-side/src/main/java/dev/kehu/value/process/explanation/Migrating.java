package dev.kehu.value.process.explanation;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.scan.SubjectScan;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.process.assessment.Dossier;
import dev.kehu.value.process.assessment.Dossiers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** Counts who changed class, from the history of all customers. */
@Component
public final class Migrating {
    private final History history;
    private final Turn turn;
    private final ZoneId zone;

    Migrating(History history, Turn turn, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.turn = turn;
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
        return turn.take(() -> counted(from, to, SubjectScan.of(history)));
    }

    /** Whatever the threads and ranges, the counts are the same. */
    Migration counted(LocalDate from, LocalDate to, SubjectScan scan) {
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
        return new Migration(from, to, Migration.sum(counts), Migration.CLASSES, counts);
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
