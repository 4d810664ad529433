package dev.kehu.value.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.Criterion;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.ahp.Experts;
import dev.kehu.value.formula.ahp.IntensityScale;
import dev.kehu.value.formula.ahp.PairwiseMatrix;
import dev.kehu.value.formula.ahp.RandomIndex;
import dev.kehu.value.formula.ahp.Weighting;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a version of a model from judgements, or says what is wrong with them. */
public record ModelDraft(DraftValueModel asked, RandomIndex table) {
    private static final Set<String> LABELS =
            Stream.of(Criterion.values()).map(Criterion::label).collect(Collectors.toSet());

    /**
     * @throws Refusal {@code value.matrix}, {@code value.judgement}, {@code value.inconsistent},
     *     {@code value.levels}, {@code value.cut-points}, {@code value.threshold}
     */
    public static ValueModelDrafted of(DraftValueModel asked, int version) {
        return new ModelDraft(asked, RandomIndex.named(asked.randomIndex())).drafted(version);
    }

    /** Whether two versions are one, but for their numbers and times. */
    static boolean same(ValueModelDrafted one, @Nullable ValueModelDrafted other) {
        return other != null && numbered(one).equals(numbered(other));
    }

    private static ValueModelDrafted numbered(ValueModelDrafted e) {
        return new ValueModelDrafted(
                e.modelId(),
                0,
                e.randomIndex(),
                e.judgements(),
                e.weights(),
                e.lambdaMax(),
                e.consistencyRatio(),
                e.levels(),
                e.levelJudgements(),
                e.ideals(),
                plain(e.cutPoints()),
                e.threshold().stripTrailingZeros(),
                Instant.EPOCH);
    }

    private ValueModelDrafted drafted(int version) {
        Weighting criteria = criteria();
        IntensityScale scale =
                IntensityScale.of(
                        asked.levels(), PairwiseMatrix.of(asked.levelJudgements()), table);
        refuseCutPoints();
        refuseThreshold();
        return new ValueModelDrafted(
                asked.modelId(),
                version,
                table.label(),
                asked.judgements(),
                named(
                        Stream.of(Criterion.values()).map(Criterion::label).toList(),
                        criteria.weights()),
                Rounded.exact(criteria.lambdaMax()),
                Rounded.exact(criteria.cr()),
                asked.levels(),
                asked.levelJudgements(),
                named(scale.names(), scale.ideals()),
                new TreeMap<>(asked.cutPoints()),
                asked.threshold(),
                asked.occurredAt());
    }

    private Weighting criteria() {
        PairwiseMatrix joined =
                Experts.joined(asked.judgements().stream().map(PairwiseMatrix::of).toList());
        if (joined.size() != Criterion.values().length)
            throw Refusal.invalid(
                    "value.matrix",
                    "The criteria are credit-worthiness, gross-profit, loyalty and service-cost:"
                            + " four, in this order");
        return Weighting.of(joined, table).orRefused();
    }

    private void refuseCutPoints() {
        if (!asked.cutPoints().keySet().equals(LABELS))
            throw cutPoints("Every criterion has cut points, and nothing else");
        for (Criterion each : Criterion.values()) {
            List<BigDecimal> cuts = asked.cutPoints().get(each.label());
            if (cuts.size() != asked.levels().size() - 1)
                throw cutPoints(each.label() + " needs one cut point fewer than there are levels");
            for (int i = 1; i < cuts.size(); i++) {
                int step = cuts.get(i - 1).compareTo(cuts.get(i));
                if (each.moreIsBetter() ? step <= 0 : step >= 0)
                    throw cutPoints(
                            "The cut points of %s go from the best level to the worst: %s"
                                    .formatted(
                                            each.label(),
                                            each.moreIsBetter() ? "falling" : "rising"));
            }
        }
    }

    private void refuseThreshold() {
        if (asked.threshold().signum() <= 0 || asked.threshold().compareTo(BigDecimal.ONE) >= 0)
            throw Refusal.invalid(
                    "value.threshold", "The threshold between low and high lies between 0 and 1");
    }

    private static Map<String, BigDecimal> named(List<String> names, List<Double> values) {
        Map<String, BigDecimal> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++)
            named.put(names.get(i), Rounded.exact(values.get(i)));
        return named;
    }

    private static Map<String, List<BigDecimal>> plain(Map<String, List<BigDecimal>> cutPoints) {
        Map<String, List<BigDecimal>> plain = new TreeMap<>();
        cutPoints.forEach(
                (name, cuts) ->
                        plain.put(
                                name, cuts.stream().map(BigDecimal::stripTrailingZeros).toList()));
        return plain;
    }

    private static Refusal cutPoints(String why) {
        return Refusal.invalid("value.cut-points", why);
    }
}
