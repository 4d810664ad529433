package dev.kehu.platform.commandbus;

import dev.kehu.kernel.Receipt;

/**
 * The request was answered while this command was at work: what it did is rolled back, and the
 * first answer given.
 */
public final class AnsweredBefore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Receipt receipt;

    public AnsweredBefore(Receipt receipt) {
        super("Answered before", null, false, false);
        this.receipt = receipt;
    }

    public Receipt receipt() {
        return receipt;
    }
}
