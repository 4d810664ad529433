package dev.kehu.kernel;

import dev.kehu.kernel.Personal.Category;

import org.jspecify.annotations.Nullable;

/**
 * Seals texts under a data subject's key, for places that outlive a delete (view files, backups).
 * Safe for any thread.
 */
public interface Vault {
    /**
     * Ciphertext as text, erased with the subject or with this category of what is known of it;
     * only {@link #open} can read it, and only while the subject's key exists.
     */
    String seal(String subject, Category category, String text);

    /** As {@link #seal}; null for a subject whose key was erased, who must not get one again. */
    @Nullable String sealUnlessErased(String subject, Category category, String text);

    /**
     * The text behind {@link #seal}; null when the subject's key was erased.
     *
     * @throws IllegalStateException when the key is missing without having been erased, or the text
     *     was not sealed here
     */
    @Nullable String open(String sealed);

    /**
     * Another number once something was erased, and nothing of it opens any more: what was opened
     * before may be readable still where it is kept. Costs nothing to ask.
     */
    long erasures();
}
