package dev.kehu.value.formula.ahp;

import java.util.Arrays;

/**
 * The principal eigenvector of a matrix of judgements, scaled to the sum 1, and its eigenvalue
 * (Saaty 1977). Found by power iteration: w becomes A·w / Σ(A·w), and λmax is Σ(A·w).
 */
final class Priorities {
    private static final int STEPS = 100_000;
    private static final double NEAR = 1e-15;

    private final double[] weights;
    private final double lambdaMax;

    private Priorities(double[] weights, double lambdaMax) {
        this.weights = weights;
        this.lambdaMax = lambdaMax;
    }

    static Priorities of(PairwiseMatrix matrix) {
        double[] weights = new double[matrix.size()];
        Arrays.fill(weights, 1.0 / weights.length);
        double lambda = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] next = times(matrix, weights);
            lambda = sum(next);
            double moved = 0;
            for (int i = 0; i < next.length; i++) {
                next[i] /= lambda;
                moved = Math.max(moved, Math.abs(next[i] - weights[i]));
            }
            weights = next;
            if (moved < NEAR) break;
        }
        return new Priorities(weights, lambda);
    }

    private static double[] times(PairwiseMatrix matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++)
            for (int j = 0; j < vector.length; j++) product[i] += matrix.at(i, j) * vector[j];
        return product;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum;
    }

    double weight(int of) {
        return weights[of];
    }

    double[] weights() {
        return weights.clone();
    }

    double lambdaMax() {
        return lambdaMax;
    }
}
