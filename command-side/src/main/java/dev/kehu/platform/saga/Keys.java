package dev.kehu.platform.saga;

import java.util.Set;

/**
 * Which instances of a process an event is for: those that follow one of these keys. A key is an
 * id, never personal data.
 *
 * @param starts whether it begins an instance when there is none
 */
public record Keys(Set<String> keys, boolean starts) {
    private static final Keys NONE = new Keys(Set.of(), false);

    /** No business of the process. */
    public static Keys none() {
        return NONE;
    }

    public static Keys of(String... keys) {
        return new Keys(Set.of(keys), false);
    }

    public static Keys starting(String... keys) {
        return new Keys(Set.of(keys), true);
    }
}
