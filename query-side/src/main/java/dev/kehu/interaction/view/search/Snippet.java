package dev.kehu.interaction.view.search;

import java.util.List;
import java.util.Locale;

/** A piece of a text that shows why it was found. */
final class Snippet {
    private static final int LONGEST = 160, BEFORE = 40;

    private Snippet() {}

    /**
     * Around the first word typed where one of the texts has it, else the first text's beginning.
     */
    static String of(List<String> texts, String typed) {
        String word = typed.strip().split("[\\s\\p{Z}]+", 2)[0].toLowerCase(Locale.ROOT);
        for (String text : texts) {
            int at = text.toLowerCase(Locale.ROOT).indexOf(word);
            if (at >= 0) return cut(text, Math.min(at, text.length()) - BEFORE);
        }
        return texts.isEmpty() ? "" : cut(texts.getFirst(), 0);
    }

    private static String cut(String text, int from) {
        int start = whole(text, Math.max(0, text.length() <= LONGEST ? 0 : from));
        int end = whole(text, Math.min(text.length(), start + LONGEST));
        return (start > 0 ? "…" : "")
                + text.substring(start, end)
                + (end < text.length() ? "…" : "");
    }

    /** Never between the halves of one character. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at))
                ? at - 1
                : at;
    }
}
