package dev.kehu.platform.deadletter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that could not be done. Holds places and codes only, never content.
 *
 * @param processor whose work it is
 * @param sequence what keeps the order; later work of it waits behind this
 * @param kind what it is, as its processor knows it
 * @param position of the event it is about, 0 when it is about none
 * @param detail ids that are needed to do it again
 * @param code why: a refusal's code, or the class of the error
 * @param attempts how often it was tried; 0 when it only waits behind another
 */
public record Parked(
        long id,
        String processor,
        String sequence,
        String kind,
        long position,
        @Nullable String detail,
        String code,
        Instant parkedAt,
        int attempts) {
    private static final Pattern INSTANCE = Pattern.compile(".+@(\\d{1,18})");

    /**
     * Position of the event it goes back to: the one it is about, else the one its instance began
     * with; 0 when it is no saga's.
     */
    public long origin() {
        Matcher instance = INSTANCE.matcher(sequence);
        boolean saga = processor.startsWith("saga-") && instance.matches();
        return position > 0 || !saga ? position : Long.parseLong(instance.group(1));
    }
}
