package dev.kehu.control;

import java.util.Map;

/**
 * One thing that was looked at.
 *
 * @param check what, in one or two words: {@code event store}, {@code view timeline}
 * @param detail for people, no personal data
 * @param figures for programs: {@code head}, {@code behind} …
 */
public record Finding(String check, State state, String detail, Map<String, Long> figures) {
    /** How it looks. */
    public enum State {
        OK,
        /** Works, but somebody should know. */
        WARNING,
        /** Does not work; the command ends with 1. */
        FAILED
    }

    public static Finding ok(String check, String detail) {
        return new Finding(check, State.OK, detail, Map.of());
    }

    public static Finding warning(String check, String detail) {
        return new Finding(check, State.WARNING, detail, Map.of());
    }

    public static Finding failed(String check, String detail) {
        return new Finding(check, State.FAILED, detail, Map.of());
    }
}
