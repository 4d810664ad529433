package dev.kehu.value.formula.ahp;

import java.util.List;

/**
 * Judgements on every pair: {@code at(i, j)} says how many times more important the i-th is than
 * the j-th. Square, positive, reciprocal, ones on the diagonal.
 */
public final class PairwiseMatrix {
    private final double[][] cells;

    PairwiseMatrix(double[][] cells) {
        this.cells = cells;
    }

    /**
     * From numbers or fractions as text, on the scale from 1/9 to 9 (Saaty 1977).
     *
     * @throws dev.kehu.kernel.Refusal {@code value.matrix}, {@code value.judgement}
     */
    public static PairwiseMatrix of(List<? extends List<String>> rows) {
        return new PairwiseMatrix(MatrixReader.read(rows, false));
    }

    public int size() {
        return cells.length;
    }

    public double at(int row, int column) {
        return cells[row][column];
    }

    double[][] copy() {
        double[][] copy = new double[size()][];
        for (int i = 0; i < size(); i++) copy[i] = cells[i].clone();
        return copy;
    }

    PairwiseMatrix transposed() {
        double[][] turned = new double[size()][size()];
        for (int i = 0; i < size(); i++)
            for (int j = 0; j < size(); j++) turned[j][i] = cells[i][j];
        return new PairwiseMatrix(turned);
    }
}
