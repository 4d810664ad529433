package dev.kehu.platform.saga;

/** The process ends here. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where);
    }
}
