package dev.kehu.platform.viewstore;

/**
 * The store cannot do what was asked; the text says what to do next and holds no content of
 * documents. Codes: {@code viewstore.locked} (another process has the file), {@code
 * viewstore.unreadable} (permissions, not a file, disk error), {@code viewstore.corrupt} and {@code
 * viewstore.format} (rebuild into a new file), {@code viewstore.failed} (a write or a commit
 * failed, nothing after the last commit is durable), {@code viewstore.full} (nothing was written),
 * {@code viewstore.too-large} (a document above 16 MB; nothing of its bulk was written), {@code
 * viewstore.duplicate} (an insert without compare; the other documents of its bulk were written),
 * {@code viewstore.interrupted}, {@code viewstore.unreachable} and {@code viewstore.unconfirmed}
 * (the outcome is unknown: load again).
 */
public final class ViewStoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public ViewStoreFailure(String code, String message) {
        super(message, null, false, false); // thrown at every try while a store is away
        this.code = code;
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }
}
