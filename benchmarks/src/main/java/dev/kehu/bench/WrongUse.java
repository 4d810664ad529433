package dev.kehu.bench;

/** The command line asks for something there is not; the message is one sentence. */
final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
        super(message);
    }
}
