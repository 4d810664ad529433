package dev.kehu.value.process.assessment;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.CustomerValueCommand.AssessCustomer;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.formula.fact.Entry;
import dev.kehu.value.formula.fact.Facts;
import dev.kehu.value.process.assessment.Dossiers.Known;
import dev.kehu.value.process.assessment.Means.Model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How customers are assessed on one day.
 *
 * @param position up to which history is read
 * @param at business time of the assessments
 */
record Assessment(Means means, LocalDate day, long position, Instant at) {
    /**
     * Empty when there was no contact by then, or there is nothing new to say: no fact since the
     * last one, no other model or rates, and no figure that silence moved over a cut point.
     *
     * @throws Refusal {@code value.currencies}, {@code value.amounts}
     */
    Optional<AssessCustomer> of(Known known) {
        List<Entry> entries = known.dossier().ledger().until(day, position);
        if (entries.isEmpty()) return Optional.empty();
        Facts facts = Facts.of(entries, means.prices(), means.fit(), day);
        return news(known, entries, facts) ? Optional.of(asked(known, facts)) : Optional.empty();
    }

    /** Whether the customer was assessed on a day after this one. */
    boolean late(Known known) {
        List<ValueAssessed> before = known.dossier().assessments();
        return !before.isEmpty() && before.getLast().businessDay().isAfter(day);
    }

    private boolean news(Known known, List<Entry> entries, Facts facts) {
        List<ValueAssessed> before = known.dossier().assessments();
        if (before.isEmpty()) return true;
        ValueAssessed last = before.getLast();
        Yardstick by = model(known).yardstick();
        return !last.modelId().equals(by.modelId())
                || last.version() != by.version()
                || last.rates() != means.prices().number()
                || !last.members().equals(known.members())
                || entries.stream().anyMatch(e -> isNew(e, last))
                || !by.rate(facts.measured()).levels().equals(last.levels());
    }

    private static boolean isNew(Entry e, ValueAssessed last) {
        return e.telling()
                && (e.position() > last.position() || e.day().isAfter(last.businessDay()));
    }

    private Model model(Known known) {
        return means.of(known.dossier().segment());
    }

    private AssessCustomer asked(Known known, Facts facts) {
        return new AssessCustomer(
                CustomerValueId.of(Assessing.id(known.dossier())),
                Assessing.id(known.dossier()),
                day,
                position,
                means.fit() == null ? null : means.fit().number(),
                means.prices().currency(),
                means.prices().number(),
                known.members(),
                facts.measured(),
                facts.outlook(),
                model(known).version(),
                at);
    }
}
