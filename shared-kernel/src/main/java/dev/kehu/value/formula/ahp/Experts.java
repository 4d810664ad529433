package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;

import java.util.List;

/**
 * Several experts' judgements as one matrix: the geometric mean, the only mean that keeps
 * reciprocals (Aczél and Saaty 1983).
 */
public final class Experts {
    private Experts() {}

    /**
     * @throws Refusal {@code value.matrix} when there is none, or they differ in size
     */
    public static PairwiseMatrix joined(List<PairwiseMatrix> all) {
        if (all.isEmpty()) throw refused("a group needs at least one expert");
        int n = all.getFirst().size();
        if (all.stream().anyMatch(each -> each.size() != n))
            throw refused("the experts of a group judge the same criteria");
        double[][] cells = new double[n][n];
        for (int i = 0; i < n; i++) {
            cells[i][i] = 1;
            for (int j = i + 1; j < n; j++) {
                cells[i][j] = mean(all, i, j);
                cells[j][i] = 1 / cells[i][j];
            }
        }
        return new PairwiseMatrix(cells);
    }

    private static double mean(List<PairwiseMatrix> all, int row, int column) {
        double logs = 0;
        for (PairwiseMatrix each : all) logs += StrictMath.log(each.at(row, column));
        return StrictMath.exp(logs / all.size());
    }

    private static Refusal refused(String why) {
        return Refusal.invalid("value.matrix", why);
    }
}
