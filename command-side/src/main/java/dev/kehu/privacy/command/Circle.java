package dev.kehu.privacy.command;

import java.util.Collection;
import java.util.Set;

/** Finds everybody an erasure takes in with the customers it is decided on. */
public interface Circle {
    /**
     * Data subjects: the customers, their contact persons, and what was kept in quarantine before
     * it was known to be about them.
     *
     * @param customers ids
     * @return the caller's own, in order
     */
    Set<String> by(Collection<String> customers);
}
