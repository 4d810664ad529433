package dev.kehu.platform.transfer;

import java.time.Instant;

/**
 * The first line.
 *
 * @param kehu what this is: {@value #KIND}
 * @param storeId whose history it is
 * @param head how many events follow
 */
record Header(String kehu, int format, String storeId, long head, Instant createdAt) {
    static final String KIND = "history";
    static final int FORMAT = 1;
}
