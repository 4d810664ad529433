package dev.kehu.value.formula.likelihood;

import java.util.Optional;

/** The few things a descent asks of small symmetric matrices. */
final class SymmetricMatrix {
    /** What is left of a pivot when one column follows from the others, but for rounding. */
    private static final double SINGULAR = 1e-7;

    private SymmetricMatrix() {}

    static double[][] identity(int n, double scale) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) matrix[i][i] = scale;
        return matrix;
    }

    static double[] times(double[][] matrix, double[] vector, double factor) {
        double[] product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) product[i] += matrix[i][j] * vector[j];
            product[i] *= factor;
        }
        return product;
    }

    /** The update of BFGS for an inverse; nothing is learnt from a step along no upward curve. */
    static void learn(double[][] inverse, double[] step, double[] change) {
        int n = step.length;
        double curve = 0;
        for (int i = 0; i < n; i++) curve += step[i] * change[i];
        if (!(curve > 0)) return;
        double[] seen = times(inverse, change, 1);
        double weight = 0;
        for (int i = 0; i < n; i++) weight += change[i] * seen[i];
        double along = (1 + weight / curve) / curve;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                inverse[i][j] +=
                        along * step[i] * step[j] - (seen[i] * step[j] + step[i] * seen[j]) / curve;
    }

    /** Cholesky's solution of matrix · x = right; empty unless the matrix is positive definite. */
    static Optional<double[]> solved(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double rest = (matrix[i][j] + matrix[j][i]) / 2;
                for (int k = 0; k < j; k++) rest -= root[i][k] * root[j][k];
                if (i == j && !(rest > SINGULAR * matrix[i][i])) return Optional.empty();
                root[i][j] = i == j ? StrictMath.sqrt(rest) : rest / root[j][j];
            }
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) x[i] -= root[i][k] * x[k];
            x[i] /= root[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) x[i] -= root[k][i] * x[k];
            x[i] /= root[i][i];
        }
        return Optional.of(x);
    }
}
