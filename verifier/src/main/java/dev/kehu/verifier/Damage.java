package dev.kehu.verifier;

/** The first thing that is wrong. */
public final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    private final long position;

    /**
     * @param position of the first event that is bad; 0 when it is none in particular
     */
    public Damage(long position, String sentence) {
        super(sentence);
        this.position = position;
    }

    public long position() {
        return position;
    }
}
