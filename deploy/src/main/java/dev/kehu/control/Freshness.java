package dev.kehu.control;

/** How far the views are. */
public interface Freshness {
    /**
     * Events recorded that the slowest view does not show yet; 0 when all have reached the head.
     */
    long behind();
}
