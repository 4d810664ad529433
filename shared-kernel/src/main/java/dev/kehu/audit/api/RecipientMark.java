package dev.kehu.audit.api;

/**
 * The mark a recipient's files carry: which of two neighbouring rows comes first. Nothing in a row
 * changes, and without the key nobody can tell a mark from chance. Safe for any thread.
 */
public interface RecipientMark {
    /** Whether these two change places in files of this recipient; the same for (other, one). */
    boolean swaps(String recipient, String one, String other);
}
