package dev.kehu.platform.sealing.keystore;

import dev.kehu.kernel.Personal.Category;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where keys of subjects are kept, each wrapped; for one thread at a time. */
public interface KeyStore extends AutoCloseable {
    /** Where they are, for people. */
    String place();

    Optional<SubjectKey> newest(String subject);

    Optional<SubjectKey> byId(UUID id);

    /**
     * Whether the master keys open what is in it; of each key-encryption key in use one key stands
     * for all. Two files of master keys may each have made another one of the same number.
     */
    boolean opens();

    boolean hasTombstone(UUID id);

    boolean hasTombstoneOf(String subject);

    /** Subjects that never have a key again. */
    Set<String> erased();

    /**
     * In one transaction that is on disk when this returns. A key that is there already is left: an
     * earlier commit may have failed only in its answer. One made for who is erased becomes a
     * tombstone at once, and one that is a tombstone stays it: what was sealed with it can never be
     * read. Another key of the same subject is no reason against one.
     */
    void insert(Collection<SubjectKey> fresh, long now);

    /** Whose a key is, or was before it was destroyed or divided. */
    Optional<String> subjectOf(UUID id);

    /**
     * Puts in place of each of these keys what is derived from it for the other categories, and
     * tombstones for itself and for this category; of one that is divided already, the part for
     * this category becomes a tombstone. The subject has a new key from then on. In one
     * transaction; doing it again changes nothing.
     *
     * @param unwritten those of them that were only made in memory
     */
    void divide(
            Collection<UUID> ids, Collection<SubjectKey> unwritten, Category category, long now);

    /**
     * Makes another key-encryption key; keys are wrapped with it from now on. It may wait for a key
     * service, so this alone may be called while another thread uses the store.
     */
    void addWrapping();

    /**
     * Wraps some keys anew that are wrapped by an older key-encryption key, in one transaction.
     *
     * @return how many; 0 when there are none left
     */
    int rewrapSome();

    /**
     * Turns all keys of these subjects into tombstones, parts of divided ones and those only made
     * in memory, too, and forbids further ones; in one transaction.
     */
    void erase(Collection<String> subjects, Collection<SubjectKey> unwritten, long now);

    @Override
    void close();
}
