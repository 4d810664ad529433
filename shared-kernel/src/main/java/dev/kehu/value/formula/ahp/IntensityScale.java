package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.Rounded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Levels a criterion may be rated at, from one comparison of the levels themselves. In ideal mode
 * each weight is divided by the largest, so that the best level counts 1 and one customer's score
 * never depends on another's (Saaty 1994).
 *
 * @param names of the levels, in the order of the matrix
 * @param ideals from the matrix, largest 1
 */
public record IntensityScale(List<String> names, List<Double> ideals) {
    /**
     * @throws Refusal {@code value.levels}, {@code value.inconsistent}
     */
    public static IntensityScale of(List<String> names, PairwiseMatrix levels, RandomIndex table) {
        if (names.size() != levels.size() || new HashSet<>(names).size() != names.size())
            throw Refusal.invalid(
                    "value.levels", "every level of the matrix has a name of its own");
        List<Double> weights = Weighting.of(levels, table).orRefused().weights();
        double best = weights.stream().mapToDouble(w -> w).max().orElseThrow();
        List<Double> ideals = new ArrayList<>();
        for (double weight : weights) ideals.add(Rounded.of(weight / best));
        return new IntensityScale(List.copyOf(names), List.copyOf(ideals));
    }

    /**
     * @throws Refusal {@code value.levels}
     */
    public double ideal(String level) {
        int place = names.indexOf(level);
        if (place < 0)
            throw Refusal.invalid(
                    "value.levels", "a rating is one of the levels " + String.join(", ", names));
        return ideals.get(place);
    }
}
