package dev.kehu.privacy.process;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;

/**
 * What tells people from others, as far as a sweep looks for it: so much that it fits in memory,
 * however much is known of them.
 */
final class Readable {
    static final int MOST_NAMES = 5_000;
    static final int MOST_TEXTS = 1_000;

    /** The beginning of a text is enough to know it by. */
    static final int LONGEST = 200;

    private static final int SHORTEST_NAME = 2;

    /** What is shorter says nothing about one person: "called", "sent the invoice". */
    private static final int SHORTEST_TEXT = 40;

    private final Set<String> names = new TreeSet<>();
    private final Set<String> texts = new TreeSet<>();
    private final Set<Long> lacking = new TreeSet<>();

    boolean takesTexts() {
        return texts.size() < MOST_TEXTS;
    }

    boolean takesNames() {
        return names.size() < MOST_NAMES;
    }

    /** Names, codes and addresses. */
    void names(@Nullable String... values) {
        for (String value : values) {
            if (value != null && value.strip().length() >= SHORTEST_NAME && takesNames()) {
                names.add(start(value));
            }
        }
    }

    void texts(@Nullable String... values) {
        for (String value : values) {
            if (value != null && value.strip().length() >= SHORTEST_TEXT && takesTexts()) {
                texts.add(start(value));
            }
        }
    }

    /** The event at this position tells something, and cannot be read. */
    void lacks(long position) {
        lacking.add(position);
    }

    Set<Long> lacking() {
        return Set.copyOf(lacking);
    }

    /** Never half of a character. */
    private static String start(String value) {
        String text = value.strip();
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }

    Set<String> texts() {
        return Set.copyOf(texts);
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(names);
        all.addAll(texts);
        return all;
    }

    /** Whether there may be more than is looked for. */
    boolean full() {
        return !takesNames() || !takesTexts() || !lacking.isEmpty();
    }
}
