package dev.kehu.value.formula.likelihood;

/** A smooth function to be made small. */
public interface Objective {
    /**
     * @param gradient filled with the derivatives at the point
     */
    double at(double[] point, double[] gradient);
}
