package dev.kehu.disclosure;

import java.util.Set;

/**
 * Whom an archive is about.
 *
 * @param customer the survivor of a merge
 * @param members ids of the customers that are this one, itself among them
 * @param subjects whose keys seal what is known: the members, their contact persons, and what was
 *     kept in quarantine before it was known to be about them
 * @param position the last event that counts
 */
public record Whom(String customer, Set<String> members, Set<String> subjects, long position) {}
