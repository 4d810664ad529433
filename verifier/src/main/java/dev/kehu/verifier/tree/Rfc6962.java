package dev.kehu.verifier.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of a Merkle tree (RFC 6962 §2.1, the same in RFC 9162). */
public final class Rfc6962 {
    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Rfc6962() {}

    /** Of an entry. */
    public static byte[] leaf(byte[] entry) {
        MessageDigest sha = sha256();
        sha.update(LEAF);
        return sha.digest(entry);
    }

    /** Of two subtrees side by side. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest sha = sha256();
        sha.update(NODE);
        sha.update(left);
        return sha.digest(right);
    }

    /** Root of a tree without leaves. */
    public static byte[] empty() {
        return sha256().digest();
    }

    /** Without any prefix. */
    public static byte[] digest(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** SHA-256 to be fed piece by piece; without any prefix. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
