package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Checks judgements as they were written down; a missing one becomes 0 where that is allowed. */
final class MatrixReader {
    /** Nobody compares more in pairs; a longer list is a mistake. */
    static final int MOST = 100;

    private final @Nullable Judgement[][] given;

    private MatrixReader(@Nullable Judgement[][] given) {
        this.given = given;
    }

    static double[][] read(
            List<? extends List<? extends @Nullable String>> rows, boolean incomplete) {
        int n = rows.size();
        if (n == 0) throw refused("a matrix of judgements needs at least one criterion");
        if (n > MOST) throw refused("a matrix has at most " + MOST + " criteria, not " + n);
        @Nullable Judgement[][] given = new Judgement[n][n];
        for (int i = 0; i < n; i++) {
            if (rows.get(i).size() != n)
                throw refused(
                        "a matrix is square: row %d has %d entries, not %d"
                                .formatted(i + 1, rows.get(i).size(), n));
            for (int j = 0; j < n; j++) given[i][j] = entry(rows.get(i).get(j), i, j, incomplete);
        }
        return new MatrixReader(given).checked();
    }

    private static @Nullable Judgement entry(
            @Nullable String text, int row, int column, boolean incomplete) {
        if (text == null && incomplete) return row == column ? Judgement.EQUAL : null;
        if (text == null) throw at(row, column, "a judgement is missing");
        Judgement judgement;
        try {
            judgement = Judgement.read(text);
        } catch (Refusal refused) {
            throw at(row, column, refused.getMessage());
        }
        if (!judgement.onTheScale()) throw at(row, column, "a judgement is from 1/9 to 9");
        return judgement;
    }

    private double[][] checked() {
        int n = given.length;
        double[][] cells = new double[n][n];
        for (int i = 0; i < n; i++) {
            Judgement self = given[i][i];
            if (self != null && !self.isOne())
                throw at(i, i, "a criterion is as important as itself: 1");
            cells[i][i] = 1;
            for (int j = i + 1; j < n; j++) pair(cells, i, j);
        }
        return cells;
    }

    /** The larger of the two is taken as given and the other made its exact reciprocal. */
    private void pair(double[][] cells, int i, int j) {
        Judgement one = given[i][j];
        Judgement other = given[j][i];
        if (one == null && other == null) return;
        if (one != null && other != null && !one.reciprocalOf(other))
            throw at(j, i, "not the reciprocal of the entry in row " + (i + 1));
        Judgement taken = one == null || other != null && !one.atLeastOne() ? null : one;
        if (taken != null) {
            cells[i][j] = taken.value();
            cells[j][i] = taken.inverse();
        } else if (other != null) {
            cells[i][j] = other.inverse();
            cells[j][i] = other.value();
        }
    }

    private static Refusal at(int row, int column, String why) {
        return Refusal.invalid(
                "value.judgement", "row %d, column %d: %s".formatted(row + 1, column + 1, why));
    }

    private static Refusal refused(String why) {
        return Refusal.invalid("value.matrix", why);
    }
}
