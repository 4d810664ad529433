package dev.kehu.verifier.tree;

/** Something does not read, is not signed by whom it should be, or is not what was signed. */
public final class Unproven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unproven(String sentence) {
        super(sentence);
    }
}
