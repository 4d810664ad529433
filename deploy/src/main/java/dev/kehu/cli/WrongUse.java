package dev.kehu.cli;

/** The command line was not understood; the message is one sentence and a hint, for people. */
public final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String sentence, String command) {
        super(
                sentence + " Try: ./kehu " + (command.isEmpty() ? "" : command + " ") + "--help",
                null,
                false,
                false);
    }
}
