package dev.kehu.kernel;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount in one currency (ISO 4217 code). Stored as decimal text; raw, never validating, so that
 * history stays readable.
 */
public record Money(BigDecimal value, String currency) {
    /**
     * The amount in minor units (cents for USD, yen for JPY).
     *
     * @throws ArithmeticException when the value has more decimals than the currency, or does not
     *     fit 64 bits
     */
    public long minor() {
        return value.movePointRight(digits(currency)).longValueExact();
    }

    /** Decimal text of an amount of minor units, with the currency's number of decimals. */
    public static String text(long minor, String currency) {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
    }

    /** Whether it is a code of ISO 4217, of money or of what else is traded. */
    public static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode().equals(code);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }
}
