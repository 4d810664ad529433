package dev.kehu.platform.eventstore;

/**
 * The store takes nothing now. With {@code store.overloaded}, {@code store.full} and {@code
 * store.closed} nothing was recorded and trying again later is safe. With {@code store.failed} the
 * sentence tells: either nothing was recorded, or the outcome could not be found out, and the
 * request has to be looked up (its key, its position) before it is sent again.
 */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public StoreUnavailable(String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    public StoreUnavailable(String code, String sentence) {
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
