package dev.kehu.platform.projection.bulk;

/** How many events are folded before their documents are written: as memory allows. */
public final class Stride {
    private static final int FIRST = 5_000, LEAST = 200, LONGER = 4;
    private int length = FIRST;

    public int length() {
        return length;
    }

    /** So many events made documents of so many bytes. */
    public void took(int events, long bytes, long allowed) {
        long fit = (long) ((double) allowed / Math.max(1, bytes) * events);
        length = (int) Math.clamp(fit, LEAST, (long) Math.max(events, length) * LONGER);
    }
}
