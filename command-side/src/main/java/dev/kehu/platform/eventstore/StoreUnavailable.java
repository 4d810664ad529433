package dev.kehu.platform.eventstore;

/**
 * The store takes nothing now. With {@code store.overloaded}, {@code store.full}, {@code
 * store.closed}, {@code store.unreachable} and {@code store.held} nothing was recorded and trying
 * again later is safe. With {@code store.failed} the sentence tells: either nothing was recorded,
 * or the outcome could not be found out, and the request has to be looked up (its key, its
 * position) before it is sent again.
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

    /** The database cannot be reached, or somebody holds it; it may be back the next moment. */
    public static StoreUnavailable unreachable(String sentence, Throwable cause) {
        return new StoreUnavailable("store.unreachable", sentence, cause);
    }

    /**
     * Stable: {@code store.overloaded}, {@code store.full}, {@code store.failed}, {@code
     * store.closed}, {@code store.unreachable}, {@code store.held}.
     */
    public String code() {
        return code;
    }

    /** The store may come back by itself. */
    boolean passing() {
        return code.equals("store.unreachable");
    }
}
