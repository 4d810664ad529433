package dev.kehu.value.api;

import java.util.Locale;

/**
 * What a customer's value is made of, in the order of every matrix. Current value is what is earned
 * now, potential value what a relation may still become.
 */
public enum Criterion {
    CREDIT_WORTHINESS(false, true),
    GROSS_PROFIT(true, true),
    LOYALTY(false, true),
    SERVICE_COST(true, false);

    private final boolean current;
    private final boolean moreIsBetter;
    private final String label;

    Criterion(boolean current, boolean moreIsBetter) {
        this.current = current;
        this.moreIsBetter = moreIsBetter;
        label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it is written in models and answers. */
    public String label() {
        return label;
    }

    /** True where it belongs to the current value, false to the potential one. */
    public boolean current() {
        return current;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }
}
