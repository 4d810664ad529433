package dev.kehu.platform.eventstore;

/** Nothing was recorded: the store is overloaded, full or closing. Trying again later is safe. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    StoreUnavailable(String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    StoreUnavailable(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    /**
     * Stable: {@code store.overloaded}, {@code store.full}, {@code store.failed}, {@code
     * store.closed}.
     */
    public String code() {
        return code;
    }
}
