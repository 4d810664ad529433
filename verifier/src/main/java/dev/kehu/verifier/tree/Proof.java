package dev.kehu.verifier.tree;

import java.security.MessageDigest;
import java.util.List;

/** Checks inclusion and consistency proofs (RFC 9162 §2.1.3.2 and §2.1.4.2). */
public final class Proof {
    private Proof() {}

    /** Whether the proof leads from this leaf hash to this root. */
    public static boolean includes(
            long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || !hashes(proof) || leafHash.length != Rfc6962.BYTES) {
            return false;
        }
        long node = index, last = size - 1;
        byte[] hash = leafHash;
        for (byte[] next : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Rfc6962.node(next, hash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                hash = Rfc6962.node(hash, next);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /** Whether the first tree, which has a leaf, is the beginning of the second. */
    public static boolean extended(
            long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> proof) {
        if (from <= 0 || from > to || !hashes(proof)) {
            return false; // every tree begins with the empty one, so that proves nothing
        }
        if (from == to) {
            return proof.isEmpty() && MessageDigest.isEqual(fromRoot, toRoot);
        }
        boolean whole = Long.bitCount(from) == 1; // then its root begins the path itself
        if (!whole && proof.isEmpty()) {
            return false;
        }
        byte[] start = whole ? fromRoot : proof.getFirst();
        List<byte[]> rest = whole ? proof : proof.subList(1, proof.size());
        return climbs(from, fromRoot, to, toRoot, start, rest);
    }

    private static boolean climbs(
            long from, byte[] fromRoot, long to, byte[] toRoot, byte[] start, List<byte[]> rest) {
        int up = Long.numberOfTrailingZeros(from);
        long node = from - 1 >>> up, last = to - 1 >>> up;
        byte[] before = start, after = start;
        for (byte[] next : rest) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                before = Rfc6962.node(next, before);
                after = Rfc6962.node(next, after);
                int skip = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= skip;
                last >>>= skip;
            } else {
                after = Rfc6962.node(after, next);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0
                && MessageDigest.isEqual(before, fromRoot)
                && MessageDigest.isEqual(after, toRoot);
    }

    private static boolean hashes(List<byte[]> proof) {
        return proof.stream().allMatch(hash -> hash.length == Rfc6962.BYTES);
    }
}
