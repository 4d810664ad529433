package dev.kehu.value.process.explanation;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
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
    private final ZoneId zone;

    Migrating(History history, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.zone = ZoneId.of(zone);
    }

    /**
     * Who was merged into another counts as that one.
     *
     * @throws Refusal {@code value.period}
     */
    public Migration between(LocalDate from, LocalDate to) {
        if (to.isBefore(from))
            throw Refusal.invalid("value.period", "The second date is before the first: swap them");
        Map<String, Map<String, Long>> counts = Migration.matrix();
        long[] customers = new long[1];
        new Dossiers(history, zone, history.head())
                .each(
                        known -> {
                            if (known.dossier().assessments().isEmpty()) return;
                            customers[0]++;
                            counts.getOrDefault(held(known.dossier(), from), Map.of())
                                    .merge(held(known.dossier(), to), 1L, Long::sum);
                        });
        return new Migration(from, to, customers[0], Migration.CLASSES, counts);
    }

    private static String held(Dossier dossier, LocalDate day) {
        return dossier.assessment(day).map(ValueAssessed::valueClass).orElse(Migration.NONE);
    }
}
