package dev.kehu.value.formula.lifetime;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.likelihood.Minimum;

import java.util.List;

/**
 * Gamma-Gamma by maximum likelihood, from customers who came back and paid.
 *
 * @param model parameters in steps of 1e-9
 * @param customers it rests on
 */
public record SpendFit(SpendModel model, double logLikelihood, int customers, int evaluations) {
    private static final double BOUND = 14;

    /**
     * @throws Refusal {@code value.spend-few}, {@code value.spend-endless}, {@code
     *     value.fit-unstable}
     */
    public static SpendFit of(List<Buyer> buyers) {
        List<Buyer> payers =
                buyers.stream().filter(b -> b.frequency() > 0 && b.meanSpend() > 0).toList();
        if (payers.size() < PurchaseFit.FEWEST_REPEATERS)
            throw Refusal.invalid(
                    "value.spend-few",
                    "%d customers came back and paid, at least %d are needed"
                            .formatted(payers.size(), PurchaseFit.FEWEST_REPEATERS));
        Minimum found = Minimum.of(new SpendLikelihood(payers), start(payers), BOUND);
        double[] at = found.point();
        double q = StrictMath.exp(at[1]);
        if (q <= 1)
            throw Refusal.invalid(
                    "value.spend-endless",
                    "customers differ so much that no mean spend exists (q is at most 1): look for"
                            + " amounts that are wrong, or fit groups apart");
        SpendModel model =
                new SpendModel(
                        Rounded.of(StrictMath.exp(at[0])),
                        Rounded.of(q),
                        Rounded.of(StrictMath.exp(at[2])));
        return new SpendFit(model, Rounded.of(-found.value()), payers.size(), found.steps());
    }

    private static double[] start(List<Buyer> payers) {
        double spend = 0;
        for (Buyer each : payers) spend += each.meanSpend();
        return new double[] {1, 1, StrictMath.log(spend / payers.size())};
    }
}
