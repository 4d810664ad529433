package dev.kehu.value.formula.ahp;

import dev.kehu.kernel.Refusal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many times more important one criterion is than another: a fraction of whole numbers, so that
 * 1/3 and 3 are exact reciprocals.
 */
record Judgement(BigInteger over, BigInteger under) {
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,20})?)(?:\\s*/\\s*(\\d{1,9}(?:\\.\\d{1,20})?))?");

    /** 0.333 stands for 1/3: so far may two decimal numbers be from exact reciprocals. */
    private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);

    private static final BigInteger NINE = BigInteger.valueOf(9);

    static final Judgement EQUAL = new Judgement(BigInteger.ONE, BigInteger.ONE);

    /**
     * @throws Refusal {@code value.judgement}
     */
    static Judgement read(String text) {
        String bare = text.strip();
        if (bare.startsWith("-")) throw refused("a judgement is positive");
        Matcher number = NUMBER.matcher(bare);
        if (!number.matches())
            throw refused("a judgement is a number or a fraction such as 3, 1/3 or 2.5");
        BigDecimal above = new BigDecimal(number.group(1));
        BigDecimal below =
                number.group(2) == null ? BigDecimal.ONE : new BigDecimal(number.group(2));
        if (above.signum() == 0 || below.signum() == 0) throw refused("a judgement is positive");
        int scale = Math.max(above.scale(), below.scale());
        return new Judgement(
                above.setScale(scale).unscaledValue(), below.setScale(scale).unscaledValue());
    }

    boolean onTheScale() {
        BigInteger nineTimes = NINE.multiply(over);
        return over.compareTo(NINE.multiply(under)) <= 0
                && (nineTimes.compareTo(under) >= 0 || near(nineTimes, under));
    }

    boolean reciprocalOf(Judgement other) {
        return near(over.multiply(other.over), under.multiply(other.under));
    }

    boolean isOne() {
        return over.equals(under);
    }

    boolean atLeastOne() {
        return over.compareTo(under) >= 0;
    }

    double value() {
        return over.doubleValue() / under.doubleValue();
    }

    double inverse() {
        return under.doubleValue() / over.doubleValue();
    }

    private static boolean near(BigInteger one, BigInteger other) {
        return one.subtract(other).abs().multiply(THOUSAND).compareTo(other) <= 0;
    }

    private static Refusal refused(String why) {
        return Refusal.invalid("value.judgement", why);
    }
}
