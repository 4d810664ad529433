package dev.kehu.value.formula.fact;

import dev.kehu.value.formula.Rounded;
import dev.kehu.value.formula.lifetime.Buyer;
import dev.kehu.value.formula.lifetime.LifetimeValue;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendModel;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a customer is expected to do still, by the names it is stored under: {@code p-alive}, {@code
 * purchases-30|90|365-days}, and where spend was learnt {@code spend-per-purchase} and {@code
 * lifetime-value}, the money of the next twelve months at 1 % a month.
 */
final class Outlook {
    static final double MONTHLY_RATE = 0.01;
    static final int MONTHS = 12;
    private static final int[] DAYS = {30, 90, 365};
    private static final double DAYS_A_WEEK = 7;

    private Outlook() {}

    static Map<String, BigDecimal> of(Buyer buyer, Fit fit) {
        PurchaseModel model = fit.purchases();
        Map<String, BigDecimal> outlook = new LinkedHashMap<>();
        outlook.put("p-alive", Rounded.exact(model.alive(buyer)));
        for (int days : DAYS)
            outlook.put(
                    "purchases-" + days + "-days",
                    Rounded.exact(model.expected(days / DAYS_A_WEEK, buyer)));
        SpendModel spend = fit.spend();
        if (spend != null) {
            LifetimeValue worth = new LifetimeValue(model, spend, MONTHLY_RATE);
            outlook.put("spend-per-purchase", Rounded.exact(spend.expected(buyer)));
            outlook.put("lifetime-value", Rounded.exact(worth.of(buyer, MONTHS)));
        }
        return outlook;
    }
}
