package dev.kehu.access;

import java.security.SecureRandom;

/** Passwords nobody has to think of: 20 signs out of 32, 100 bits, in groups of five. */
final class RandomPassword {
    /** Without signs that look like others. */
    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP = 5;

    private RandomPassword() {}

    static String next(SecureRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
