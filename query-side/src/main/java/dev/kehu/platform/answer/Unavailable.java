package dev.kehu.platform.answer;

/** What was asked cannot be answered now, and can a little later: 503 with Retry-After. */
public class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public Unavailable(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }
}
