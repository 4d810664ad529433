package dev.kehu.platform.projection;

/** Anything a view stores. Immutable; it is safe to share between threads. */
public interface ViewDocument {
    String id();

    /** Position of the newest event in it: an event at or below is already there. */
    long position();
}
