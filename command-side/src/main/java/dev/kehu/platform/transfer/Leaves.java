package dev.kehu.platform.transfer;

import dev.kehu.verifier.tree.Rfc6962;

import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 over the leaves of a history in order: two histories with the same one are the same. */
final class Leaves {
    private final MessageDigest digest = Rfc6962.sha256();

    void add(byte[] leaf) {
        digest.update(leaf);
    }

    /** Ends the sum. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
