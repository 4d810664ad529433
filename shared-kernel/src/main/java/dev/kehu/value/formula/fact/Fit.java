package dev.kehu.value.formula.fact;

import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendModel;

import org.jspecify.annotations.Nullable;

/**
 * What was learnt from the firm's orders.
 *
 * @param number of the fit
 * @param spend null when spend could not be learnt
 */
public record Fit(int number, PurchaseModel purchases, @Nullable SpendModel spend) {}
