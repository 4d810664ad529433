package dev.kehu.platform.deadletter;

/** Knows how to do again what it parked. */
public interface Resuming {
    /** True when it is done or on its way again; false when it failed again and stays. */
    boolean retry(Parked parked);

    /** Goes on without it. */
    void skip(Parked parked);
}
