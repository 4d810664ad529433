package dev.kehu.value.formula.likelihood;

import dev.kehu.kernel.Refusal;

/**
 * Where a function is smallest: BFGS (Nocedal and Wright, algorithm 6.1) until it hardly moves,
 * then Newton's steps, whose matrix of second derivatives also proves that this is a minimum and
 * not a flat valley. Always the same steps for the same numbers.
 *
 * @param point owned by who asked
 * @param steps how often the function was evaluated
 */
public record Minimum(double[] point, double value, int steps) {
    /**
     * @param bound how far a coordinate may go from 0; further means that nothing holds it
     * @throws Refusal {@code value.fit-unstable}
     */
    public static Minimum of(Objective function, double[] start, double bound) {
        return new Descent(function, start, bound).minimum();
    }
}
