package dev.kehu.value.formula.lifetime;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.likelihood.Minimum;

import java.util.List;

/**
 * BG/NBD by maximum likelihood.
 *
 * @param model parameters in steps of 1e-9
 * @param customers whose purchases it rests on
 * @param repeaters those of them who came back
 * @param evaluations of the likelihood that the search took
 */
public record PurchaseFit(
        PurchaseModel model, double logLikelihood, int customers, int repeaters, int evaluations) {
    /** Fewer who came back say nothing about how customers differ. */
    static final int FEWEST_REPEATERS = 10;

    /**
     * Parameters are sought as logarithms between e^-14 and e^14, about one millionth and a
     * million.
     */
    private static final double BOUND = 14;

    /**
     * @throws Refusal {@code value.fit-few}, {@code value.fit-unstable}
     */
    public static PurchaseFit of(List<Buyer> buyers) {
        int repeaters = (int) buyers.stream().filter(b -> b.frequency() > 0).count();
        if (repeaters < FEWEST_REPEATERS)
            throw Refusal.invalid(
                    "value.fit-few",
                    "%d customers came back, at least %d are needed: take a longer time"
                            .formatted(repeaters, FEWEST_REPEATERS));
        PurchaseLikelihood likelihood = new PurchaseLikelihood(buyers);
        Minimum found = Minimum.of(likelihood, start(buyers), BOUND);
        double[] at = found.point();
        return new PurchaseFit(
                new PurchaseModel(natural(at[0]), natural(at[1]), natural(at[2]), natural(at[3])),
                Rounded.of(-found.value()),
                buyers.size(),
                repeaters,
                found.steps());
    }

    /** A mean rate such as the data's, and customers who differ in all respects. */
    private static double[] start(List<Buyer> buyers) {
        double weeks = 0;
        double repeats = 0;
        for (Buyer each : buyers) {
            weeks += each.ageWeeks();
            repeats += each.frequency();
        }
        return new double[] {0, StrictMath.log(Math.max(0.1, weeks / repeats)), 0, 0.5};
    }

    private static double natural(double logarithm) {
        return Rounded.of(StrictMath.exp(logarithm));
    }
}
