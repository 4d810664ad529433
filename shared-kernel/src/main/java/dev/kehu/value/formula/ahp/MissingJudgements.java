package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Fills in what nobody judged so that λmax is smallest, which leaves the given judgements as
 * consistent as they are (Bozóki, Fülöp and Rónyai 2010). Unique when every criterion is linked to
 * every other through given judgements, else refused. Asked for by name: nothing is guessed
 * silently.
 */
public final class MissingJudgements {
    private static final int STEPS = 20_000;
    private static final double NEAR = 1e-13;

    private final double[][] cells;
    private final boolean[][] missing;

    private MissingJudgements(double[][] cells) {
        this.cells = cells;
        int n = cells.length;
        missing = new boolean[n][n];
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) missing[i][j] = cells[i][j] == 0;
    }

    /**
     * @param rows with null where a judgement is missing; where one of a pair is given, the other
     *     follows
     * @throws Refusal {@code value.matrix}, {@code value.judgement}, {@code value.judgements-few}
     */
    public static PairwiseMatrix completed(List<? extends List<? extends @Nullable String>> rows) {
        return new MissingJudgements(MatrixReader.read(rows, true)).completed();
    }

    private PairwiseMatrix completed() {
        if (linked(0, new boolean[cells.length]) < cells.length)
            throw tooFew("some criteria are linked to others by no judgement; add one");
        for (int i = 0; i < cells.length; i++)
            for (int j = 0; j < cells.length; j++) if (missing[i][j]) cells[i][j] = 1;
        for (int step = 0; step < STEPS; step++)
            if (better() < NEAR) return new PairwiseMatrix(cells);
        throw tooFew("no best completion was found; add a judgement");
    }

    private int linked(int from, boolean[] seen) {
        seen[from] = true;
        int count = 1;
        for (int to = 0; to < cells.length; to++)
            if (!seen[to] && !missing[from][to]) count += linked(to, seen);
        return count;
    }

    /**
     * λmax is convex in ln a and still where a² = (wi·uj)/(ui·wj), with w and u the right and left
     * eigenvectors; each step goes half the way there.
     *
     * @return how far the furthest went, in ln a
     */
    private double better() {
        PairwiseMatrix now = new PairwiseMatrix(cells);
        Priorities right = Priorities.of(now);
        Priorities left = Priorities.of(now.transposed());
        double moved = 0;
        double[][] next = now.copy();
        for (int i = 0; i < cells.length; i++)
            for (int j = i + 1; j < cells.length; j++) {
                if (!missing[i][j]) continue;
                double still =
                        right.weight(i) * left.weight(j) / (left.weight(i) * right.weight(j));
                double to = StrictMath.sqrt(StrictMath.sqrt(still) * cells[i][j]);
                moved = Math.max(moved, Math.abs(StrictMath.log(to / cells[i][j])));
                next[i][j] = to;
                next[j][i] = 1 / to;
            }
        for (int i = 0; i < cells.length; i++) cells[i] = next[i];
        return moved;
    }

    private static Refusal tooFew(String why) {
        return Refusal.invalid("value.judgements-few", why);
    }
}
