package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;

import java.util.Locale;

/**
 * The mean consistency index of random matrices, which others are measured by. Published tables
 * differ; the name of the one that was used belongs to every result.
 */
public enum RandomIndex {
    /** Saaty, The Analytic Hierarchy Process, 1980. */
    SAATY1980(.58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51),

    /** Saaty, Theory and Applications of the Analytic Network Process, 2005. */
    SAATY2005(.52, .89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59),

    /** Alonso and Lamata 2006; their regression line from 16 on. */
    ALONSO2006(
            .5247, .8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.5140, 1.5365, 1.5551,
            1.5713, 1.5838) {
        @Override
        double beyond(int criteria) {
            return (1.7699 * criteria - 4.3513) / (criteria - 1);
        }
    },

    /** Donegan and Dodd 1991. */
    DONEGAN1991(
            .4914, .8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643,
            1.4822, 1.4969);

    private static final int FIRST = 3;

    private final double[] fromThree;

    RandomIndex(double... fromThree) {
        this.fromThree = fromThree;
    }

    /** As it is written on command lines and in stored models. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws Refusal {@code value.random-index}
     */
    public static RandomIndex named(String label) {
        for (RandomIndex each : values()) if (each.label().equals(label)) return each;
        throw Refusal.invalid(
                "value.random-index",
                "the random index is saaty1980, saaty2005, alonso2006 or donegan1991");
    }

    /**
     * @param criteria from 3: fewer are always consistent
     * @throws Refusal {@code value.random-index} beyond the end of the table
     */
    double of(int criteria) {
        int place = criteria - FIRST;
        return place < fromThree.length ? fromThree[place] : beyond(criteria);
    }

    double beyond(int criteria) {
        throw Refusal.invalid(
                "value.random-index",
                "the random index %s ends at %d criteria and %d were given; group them, or take %s"
                        .formatted(
                                label(),
                                fromThree.length + FIRST - 1,
                                criteria,
                                ALONSO2006.label()));
    }
}
