package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.Rounded;

import java.util.ArrayList;
import java.util.List;

/**
 * What judgements in pairs come to, in steps of 1e-9.
 *
 * @param weights of the criteria, sum 1
 * @param ci consistency index (λmax − n) / (n − 1)
 * @param cr consistency ratio ci / random index; 0 below three criteria
 * @param accepted cr is at most 0.10 (Saaty)
 * @param doubt the judgement that contradicts the others most
 */
public record Weighting(
        List<Double> weights,
        double lambdaMax,
        double ci,
        double cr,
        boolean accepted,
        Doubt doubt) {
    private static final double TOLERATED = 0.10;

    /**
     * @throws Refusal {@code value.random-index} when the table does not go so far
     */
    public static Weighting of(PairwiseMatrix matrix, RandomIndex table) {
        int n = matrix.size();
        Priorities found = Priorities.of(matrix);
        List<Double> weights = new ArrayList<>();
        for (double weight : found.weights()) weights.add(Rounded.of(weight));
        // Below three criteria there is nothing to contradict; what is left is rounding.
        double ci = n < 3 ? 0 : Rounded.of(Math.max(0, (found.lambdaMax() - n) / (n - 1)));
        double cr = n < 3 ? 0 : Rounded.of(ci / table.of(n));
        return new Weighting(
                List.copyOf(weights),
                Rounded.of(found.lambdaMax()),
                ci,
                cr,
                cr <= TOLERATED,
                Doubt.of(matrix, found));
    }

    /**
     * The same, for who cannot use contradicting judgements.
     *
     * @throws Refusal {@code value.inconsistent}, naming the judgement to revise
     */
    public Weighting orRefused() {
        if (accepted) return this;
        throw Refusal.invalid(
                "value.inconsistent",
                "the judgements contradict each other (consistency ratio %s, at most 0.10): %s"
                        .formatted(Rounded.exact(cr).stripTrailingZeros().toPlainString(), doubt));
    }
}
