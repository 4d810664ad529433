package dev.kehu.value.formula;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Results are stored and shown in steps of 1e-9, so that they read the same on every machine. */
public final class Rounded {
    private static final int DECIMALS = 9;
    private static final MathContext DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    private Rounded() {}

    /**
     * @throws ArithmeticException for a number that is none: no formula may answer NaN or infinity
     */
    public static BigDecimal exact(double value) {
        if (!Double.isFinite(value)) throw new ArithmeticException("No number: " + value);
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /**
     * Twelve digits: for what may be very small and is compared by ratio, such as a last chance.
     */
    public static BigDecimal digits(double value) {
        if (!Double.isFinite(value)) throw new ArithmeticException("No number: " + value);
        return BigDecimal.valueOf(value).round(DIGITS);
    }

    /** The nearest step, as a number to go on with. */
    public static double of(double value) {
        return exact(value).doubleValue();
    }
}
