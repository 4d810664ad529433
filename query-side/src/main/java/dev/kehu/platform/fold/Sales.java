package dev.kehu.platform.fold;

/**
 * Orders in one currency.
 *
 * @param minor sum in minor units of the currency (cents for USD)
 */
public record Sales(long orders, long minor) {
    public static final Sales NONE = new Sales(0, 0);

    public static Sales of(long minor) {
        return new Sales(1, minor);
    }

    /**
     * @throws ArithmeticException when the sum does not fit 64 bits
     */
    public Sales plus(Sales other) {
        return new Sales(Math.addExact(orders, other.orders), Math.addExact(minor, other.minor));
    }
}
