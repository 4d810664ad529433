package dev.kehu.value.process.explanation;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.process.assessment.Dossier;
import dev.kehu.value.process.assessment.Dossiers;
import dev.kehu.value.process.assessment.MeansInUse;
import dev.kehu.value.process.explanation.Explanation.State;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Says why a customer's score changed. */
@Component
public final class Explaining {
    private final History history;
    private final MeansInUse means;
    private final ZoneId zone;

    Explaining(History history, MeansInUse means, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.means = means;
        this.zone = ZoneId.of(zone);
    }

    /**
     * @param customer id; a merged one's is answered for the survivor
     * @throws Refusal {@code value.unassessed}, {@code value.period}
     */
    public Explanation explain(String customer, LocalDate from, LocalDate to) {
        if (to.isBefore(from))
            throw Refusal.invalid("value.period", "The second date is before the first: swap them");
        Dossiers dossiers = new Dossiers(history, zone, history.head());
        Dossier dossier = dossiers.survivor(customer).dossier();
        Optional<ValueAssessed> before = dossier.assessment(from);
        Optional<ValueAssessed> after = dossier.assessment(to);
        Waterfall steps = new Waterfall(dossiers, means);
        if (after.isPresent() && before.isEmpty()) {
            ValueAssessed first = dossier.assessments().getFirst();
            steps.begin(first);
            steps.go(first, after.get());
        } else if (after.isPresent() && !after.equals(before)) steps.go(before.get(), after.get());
        return new Explanation(
                dossier.customer(),
                from,
                to,
                state(before.orElse(null)),
                state(after.orElse(null)),
                steps.difference(),
                steps.byCriterion(),
                steps.byCause(),
                steps.steps());
    }

    private static @Nullable State state(@Nullable ValueAssessed e) {
        return e == null
                ? null
                : new State(
                        e.businessDay(),
                        e.score(),
                        e.valueClass(),
                        e.trend(),
                        e.modelId().value() + "/" + e.version(),
                        e.fit(),
                        e.levels());
    }
}
