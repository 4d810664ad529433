package dev.kehu.platform.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * The first line.
 *
 * @param kehu what this is: {@value #KIND}
 * @param storeId whose history it is
 * @param head how many events follow
 * @param key the first key of the log that signed them; null with all that follows where it did not
 * @param keyChanges notes, how that key was followed by others
 * @param checkpoint over exactly these events
 * @param checkpoints over fewer of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Header(
        String kehu,
        int format,
        String storeId,
        long head,
        Instant createdAt,
        @Nullable String key,
        @Nullable List<String> keyChanges,
        @Nullable String checkpoint,
        @Nullable List<String> checkpoints) {
    static final String KIND = "history";

    /** Since 2 there may be proofs. */
    static final int FORMAT = 2;
}
