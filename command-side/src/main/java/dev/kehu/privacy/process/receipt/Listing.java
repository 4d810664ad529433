package dev.kehu.privacy.process.receipt;

import dev.kehu.verifier.tree.Rfc6962;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * A list as far as it fits into an event.
 *
 * @param shown its beginning
 * @param count of all
 * @param sha256 over all of them, a line end behind each
 */
public record Listing(List<String> shown, int count, String sha256) {
    /** Six such lists, with room for what else is said, stay below what one event may hold. */
    static final int LARGEST = 96 * 1024;

    public static Listing of(Collection<String> all) {
        List<String> shown = new ArrayList<>();
        MessageDigest digest = Rfc6962.sha256();
        long bytes = 0;
        for (String each : all) {
            byte[] line = (each + "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(line);
            bytes += line.length;
            if (bytes <= LARGEST) {
                shown.add(each);
            }
        }
        return new Listing(
                List.copyOf(shown), all.size(), HexFormat.of().formatHex(digest.digest()));
    }

    boolean cut() {
        return shown.size() < count;
    }
}
