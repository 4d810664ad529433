package dev.kehu.demo;

/** The load did not come to its end; the message is one sentence for people. */
public final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailed(String sentence) {
        super(sentence, null, false, false);
    }
}
