package dev.kehu.privacy.api;

import java.util.Collection;

/**
 * A store that keeps texts of data subjects beside the history. Safe for any thread; called once
 * the keys of the subjects are destroyed, and again after a crash.
 */
public interface Forgetful {
    /** What a receipt calls it. */
    String place();

    /**
     * Forgets these subjects; returns when nothing readable about them is left, in its files
     * neither.
     *
     * @param position of the event that says so
     * @throws RuntimeException when it could not; it is tried again
     */
    void forget(Collection<String> subjects, long position);

    /**
     * Forgets what was said up to the destruction of the keys for it; names and contact points, and
     * what is said later, stay. Returns and fails as {@link #forget}.
     *
     * @param customers whose texts these are
     * @param subjects these customers, and whose events tell of them, too
     * @param position up to which texts may have been read with keys that are gone
     */
    void forgetTexts(Collection<String> customers, Collection<String> subjects, long position);

    /** Whether anything readable about one of them is left. */
    boolean remembers(Collection<String> subjects);
}
