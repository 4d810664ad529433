package dev.kehu.platform.viewstore.wire;

/** An answer of "no" with the number and name MongoDB gives it; the text never holds content. */
final class WireError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String codeName;

    private WireError(int code, String codeName, String message) {
        super(message, null, false, false);
        this.code = code;
        this.codeName = codeName;
    }

    static WireError badValue(String message) {
        return new WireError(2, "BadValue", message);
    }

    static WireError unauthorized(String message) {
        return new WireError(13, "Unauthorized", message);
    }

    static WireError noSuchCollection() {
        return new WireError(26, "NamespaceNotFound", "ns not found");
    }

    static WireError noSuchCursor() {
        return new WireError(43, "CursorNotFound", "cursor not found");
    }

    static WireError noSuchCommand(String command) {
        return new WireError(59, "CommandNotFound", "no such command: '" + command + "'");
    }

    static WireError duplicate(String collection) {
        return new WireError(
                11000,
                "DuplicateKey",
                "E11000 duplicate key error collection: " + collection + " index: _id_");
    }

    static WireError storeFailed(String type) {
        return new WireError(8, "UnknownError", "the view store failed: " + type);
    }

    int code() {
        return code;
    }

    String codeName() {
        return codeName;
    }
}
