package dev.kehu.kernel;

/**
 * The one way business says no. Unchecked, because a checked exception would commit what was
 * applied before it. The detail never holds personal data and says what to do next.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of no it is; edges translate it (HTTP: 404, 409, 422, 403). */
    public enum Kind {
        UNKNOWN,
        CONFLICT,
        INVALID,
        FORBIDDEN
    }

    private final String code;
    private final Kind kind;

    private Refusal(Kind kind, String code, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
        this.code = code;
    }

    /** One that was said elsewhere, said again. */
    public static Refusal of(Kind kind, String code, String detail) {
        return new Refusal(kind, code, detail);
    }

    public static Refusal unknown(String code, String detail) {
        return new Refusal(Kind.UNKNOWN, code, detail);
    }

    public static Refusal conflict(String code, String detail) {
        return new Refusal(Kind.CONFLICT, code, detail);
    }

    public static Refusal invalid(String code, String detail) {
        return new Refusal(Kind.INVALID, code, detail);
    }

    /** Stable code, {@code capability.reason}, for programs. */
    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }
}
