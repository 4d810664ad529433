package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.Rounded;

import java.util.ArrayList;
import java.util.List;

/** Weights of criteria and what stands under each criterion, brought to one number. */
public final class Synthesis {
    private Synthesis() {}

    /**
     * The score of something rated at one level for each criterion: Σ w·ideal(level), in (0, 1].
     *
     * @throws Refusal {@code value.levels}
     */
    public static double score(List<Double> weights, IntensityScale scale, List<String> ratings) {
        if (ratings.size() != weights.size())
            throw Refusal.invalid(
                    "value.levels",
                    "every criterion is rated once: %d criteria, %d ratings"
                            .formatted(weights.size(), ratings.size()));
        double score = 0;
        for (int k = 0; k < ratings.size(); k++)
            score += weights.get(k) * scale.ideal(ratings.get(k));
        return Rounded.of(score);
    }

    /**
     * Relative mode: alternatives compared with each other under each criterion, total = Σ w·v.
     * Only for a handful: one more alternative may turn the order of the others.
     *
     * @param perCriterion weights of the alternatives under each criterion
     * @throws Refusal {@code value.matrix}
     */
    public static List<Double> totals(List<Double> weights, List<List<Double>> perCriterion) {
        int n = perCriterion.isEmpty() ? 0 : perCriterion.getFirst().size();
        if (perCriterion.size() != weights.size()
                || perCriterion.stream().anyMatch(each -> each.size() != n))
            throw Refusal.invalid(
                    "value.matrix", "the same alternatives are compared under every criterion");
        List<Double> totals = new ArrayList<>();
        for (int a = 0; a < n; a++) {
            double total = 0;
            for (int k = 0; k < weights.size(); k++)
                total += weights.get(k) * perCriterion.get(k).get(a);
            totals.add(Rounded.of(total));
        }
        return List.copyOf(totals);
    }
}
