package dev.kehu.platform.eventstore;

/** A commit failed in a way that does not tell whether it took effect; the engine reads back. */
final class UnknownOutcome extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownOutcome(Throwable cause) {
        super("The commit failed and may have taken effect", cause);
    }
}
