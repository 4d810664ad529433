package dev.kehu.platform.deadletter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

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
        int attempts) {}
