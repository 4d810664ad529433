package dev.kehu.platform.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for many byte sequences at once: two bytes decide almost everywhere that nothing begins
 * there.
 */
final class Needles {
    static final int SHORTEST = 4;
    private static final int WINDOW = 1 << 20;

    private final boolean[] begins = new boolean[1 << 16];
    private final Map<Integer, List<byte[]>> byHead = new HashMap<>();
    private int longest = SHORTEST;
    private int count;

    /** Those shorter than {@value #SHORTEST} bytes are left out: they stand everywhere. */
    Needles(Collection<byte[]> needles) {
        for (byte[] needle : needles) {
            if (needle.length >= SHORTEST) {
                begins[(needle[0] & 0xff) << 8 | needle[1] & 0xff] = true;
                byHead.computeIfAbsent(head(needle, 0), h -> new ArrayList<>(1)).add(needle);
                longest = Math.max(longest, needle.length);
                count++;
            }
        }
    }

    int count() {
        return count;
    }

    private static int head(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    /** Whether one of them is in what is read, across the ends of what is read at once, too. */
    boolean in(InputStream in) throws IOException {
        byte[] window = new byte[WINDOW + longest];
        int kept = 0;
        for (int read; (read = in.readNBytes(window, kept, WINDOW)) > 0; ) {
            int end = kept + read;
            if (in(window, end)) {
                return true;
            }
            kept = Math.min(longest - 1, end);
            System.arraycopy(window, end - kept, window, 0, kept);
        }
        return false;
    }

    private boolean in(byte[] window, int end) {
        for (int i = 0; i + SHORTEST <= end; i++) {
            if (begins[(window[i] & 0xff) << 8 | window[i + 1] & 0xff] && at(window, i, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean at(byte[] window, int i, int end) {
        for (byte[] needle : byHead.getOrDefault(head(window, i), List.of())) {
            if (i + needle.length <= end
                    && Arrays.equals(needle, 0, needle.length, window, i, i + needle.length)) {
                return true;
            }
        }
        return false;
    }
}
