package dev.kehu.access;

import org.jspecify.annotations.Nullable;

/**
 * Who may sign in.
 *
 * @param hash slow hash of the stored password; null where the password comes from outside
 * @param override keyed hash of a password given from outside, which alone counts then; null
 *     without
 */
record Account(String user, Role role, @Nullable String hash, byte @Nullable [] override) {}
