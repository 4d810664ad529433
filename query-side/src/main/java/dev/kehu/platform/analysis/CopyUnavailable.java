package dev.kehu.platform.analysis;

/**
 * The copy cannot be asked now. Codes: {@code analysis.opening} (it is being opened), {@code
 * analysis.busy} (as many questions as may be are being answered), {@code analysis.failed} (it
 * cannot be opened or written; the log says why, and it is tried again by itself).
 */
public final class CopyUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    CopyUnavailable(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }
}
