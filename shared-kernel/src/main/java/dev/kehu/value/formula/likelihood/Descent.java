package dev.kehu.value.formula.likelihood;

import dev.kehu.kernel.Refusal;

/** One search for a minimum. */
final class Descent {
    private static final int STEPS = 500;
    private static final int NEWTON_STEPS = 50;
    private static final double LONGEST = 1;
    private static final double FLAT = 1e-6;
    private static final double ARRIVED = 1e-9;
    private static final double ARMIJO = 1e-4;
    private static final double DIFFERENCE = 1e-6;
    private static final String NOT_TOLD_APART = "the data do not tell the parameters apart";

    private final Objective function;
    private final double bound;
    private final int n;
    private double[] point;
    private double[] gradient;
    private double value;
    private int evaluated;

    Descent(Objective function, double[] start, double bound) {
        this.function = function;
        this.bound = bound;
        n = start.length;
        point = start.clone();
        gradient = new double[n];
        value = evaluate(point, gradient);
    }

    Minimum minimum() {
        approach();
        arrive();
        return new Minimum(point, value, evaluated);
    }

    private double evaluate(double[] at, double[] slope) {
        evaluated++;
        return function.at(at, slope);
    }

    private void approach() {
        double[][] inverse = SymmetricMatrix.identity(n, 1 / Math.max(1, largest(gradient)));
        for (int step = 0; step < STEPS; step++) {
            if (largest(gradient) <= FLAT * Math.max(1, Math.abs(value))) return;
            double[] direction = SymmetricMatrix.times(inverse, gradient, -1);
            if (dot(direction, gradient) >= 0) {
                inverse = SymmetricMatrix.identity(n, 1 / Math.max(1, largest(gradient)));
                direction = SymmetricMatrix.times(inverse, gradient, -1);
            }
            double[] before = point;
            double[] slope = gradient;
            if (!goAlong(direction)) return;
            refuseBeyondTheBound();
            SymmetricMatrix.learn(inverse, minus(point, before), minus(gradient, slope));
        }
        throw unstable("no best parameters were found in %d steps".formatted(STEPS));
    }

    /** Halves the step until it helps; false when none does, which Newton's steps then settle. */
    private boolean goAlong(double[] direction) {
        double length = Math.min(1, LONGEST / largest(direction));
        double promised = dot(direction, gradient);
        double[] slope = new double[n];
        for (; length > 1e-12; length /= 2) {
            double[] next = plus(point, direction, length);
            double there = evaluate(next, slope);
            if (there <= value + ARMIJO * length * promised) {
                point = next;
                gradient = slope;
                value = there;
                return true;
            }
        }
        return false;
    }

    /** One matrix serves all steps: so near to the minimum it hardly changes. */
    private void arrive() {
        double[][] curvature = curvature();
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double[] move =
                    SymmetricMatrix.solved(curvature, gradient)
                            .orElseThrow(() -> unstable(NOT_TOLD_APART));
            if (largest(move) > LONGEST) throw unstable(NOT_TOLD_APART);
            point = plus(point, move, -1);
            value = evaluate(point, gradient);
            refuseBeyondTheBound();
            if (largest(move) < ARRIVED) return;
        }
        throw unstable("the best parameters were not reached");
    }

    /** Second derivatives, from differences of the first. */
    private double[][] curvature() {
        double[][] matrix = new double[n][n];
        double[] beside = new double[n];
        for (int i = 0; i < n; i++) {
            double[] axis = new double[n];
            axis[i] = DIFFERENCE;
            evaluate(plus(point, axis, 1), beside);
            for (int j = 0; j < n; j++) matrix[i][j] = (beside[j] - gradient[j]) / DIFFERENCE;
        }
        return matrix;
    }

    private void refuseBeyondTheBound() {
        if (!(largest(point) <= bound) || !Double.isFinite(value))
            throw unstable("a parameter grew without limit");
    }

    private static Refusal unstable(String why) {
        return Refusal.invalid(
                "value.fit-unstable",
                why + ": take a longer time or more customers, the last good fit stays");
    }

    private static double largest(double[] vector) {
        double largest = 0;
        // NaN must not look small
        for (double each : vector) if (!(Math.abs(each) <= largest)) largest = Math.abs(each);
        return largest;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) sum += one[i] * other[i];
        return sum;
    }

    private static double[] minus(double[] one, double[] other) {
        return plus(one, other, -1);
    }

    private static double[] plus(double[] one, double[] other, double factor) {
        double[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) sum[i] += factor * other[i];
        return sum;
    }
}
