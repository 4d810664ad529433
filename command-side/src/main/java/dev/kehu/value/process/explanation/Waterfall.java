package dev.kehu.value.process.explanation;

import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.formula.assessment.Change;
import dev.kehu.value.formula.assessment.Rating;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.formula.fact.Entry;
import dev.kehu.value.formula.fact.Facts;
import dev.kehu.value.formula.fact.Fit;
import dev.kehu.value.formula.fact.Ledger;
import dev.kehu.value.formula.fact.Prices;
import dev.kehu.value.process.assessment.Dossiers;
import dev.kehu.value.process.assessment.MeansInUse;
import dev.kehu.value.process.explanation.Explanation.Step;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Splits the change between two assessments by sequential replacement: the model first, then the
 * rates, the fit, who belongs together, the day, and last the events one by one in the order they
 * were recorded in. Each step is the difference of two ratings, so all of them telescope to the
 * whole change exactly; another order would give other shares of the same sum.
 */
final class Waterfall {
    private final Dossiers dossiers;
    private final MeansInUse means;
    private final Map<String, Ledger> read = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Rating now = Rating.NONE;

    Waterfall(Dossiers dossiers, MeansInUse means) {
        this.dossiers = dossiers;
        this.means = means;
    }

    void begin(ValueAssessed first) {
        to(rating(first), "first-assessment", null);
    }

    void go(ValueAssessed before, ValueAssessed after) {
        now = rating(before);
        Yardstick by = Yardstick.of(means.version(after.modelId(), after.version()));
        to(by.rate(before.measured()), "model", null);
        Prices prices = means.prices(after.rates(), after.currency());
        List<Entry> old = until(before.members(), before);
        to(rate(by, old, prices, fit(before), before.businessDay()), "rates", null);
        Fit fit = fit(after);
        to(rate(by, old, prices, fit, before.businessDay()), "fit", null);
        List<Entry> known = until(after.members(), before);
        to(rate(by, known, prices, fit, before.businessDay()), "group", null);
        LocalDate day = after.businessDay();
        to(rate(by, known, prices, fit, day), "time", null);
        events(
                known,
                until(after.members(), after),
                entries -> rate(by, entries, prices, fit, day));
        to(rating(after), "unexplained", null);
    }

    private interface Rater {
        Rating rate(List<Entry> entries);
    }

    private void events(List<Entry> known, List<Entry> all, Rater rater) {
        Set<Long> old = known.stream().map(Entry::position).collect(Collectors.toSet());
        List<Entry> more =
                all.stream()
                        .filter(e -> !old.contains(e.position()))
                        .sorted(Comparator.comparingLong(Entry::position))
                        .toList();
        List<Entry> told = new ArrayList<>(known);
        for (Entry each : more) {
            told.add(each);
            to(rater.rate(Ledger.byTime(told)), "event", each);
        }
    }

    private List<Entry> until(List<String> members, ValueAssessed assessed) {
        Ledger all = dossiers.ledger(List.of());
        for (String member : members)
            all.add(read.computeIfAbsent(member, one -> dossiers.ledger(List.of(one))));
        return all.until(assessed.businessDay(), assessed.position());
    }

    private @Nullable Fit fit(ValueAssessed assessed) {
        return assessed.fit() == null ? null : means.fit(assessed.fit());
    }

    private static Rating rate(
            Yardstick by, List<Entry> entries, Prices prices, @Nullable Fit fit, LocalDate day) {
        return by.rate(Facts.of(entries, prices, fit, day).measured());
    }

    private static Rating rating(ValueAssessed e) {
        return new Rating(e.levels(), e.contributions(), e.score(), e.current(), e.potential());
    }

    /** What changes nothing is no step. */
    private void to(Rating next, String cause, @Nullable Entry event) {
        Change change = Change.between(now, next);
        now = next;
        if (change.byCriterion().isEmpty()) return;
        steps.add(
                new Step(
                        cause,
                        event == null ? null : event.kind(),
                        event == null ? null : Long.valueOf(event.position()),
                        event == null ? null : event.day(),
                        change.score(),
                        change.byCriterion()));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    BigDecimal difference() {
        return steps.stream().map(Step::change).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Map<String, BigDecimal> byCriterion() {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        steps.forEach(s -> s.byCriterion().forEach((k, v) -> sums.merge(k, v, BigDecimal::add)));
        return sums;
    }

    Map<String, BigDecimal> byCause() {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        steps.forEach(s -> sums.merge(s.cause(), s.change(), BigDecimal::add));
        return sums;
    }
}
