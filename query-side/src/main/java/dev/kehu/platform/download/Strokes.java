package dev.kehu.platform.download;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The mark of a recipient in the rows of a file, where a format can say the same in two ways: in
 * CSV a cell in quotes that needs none, in XLSX one with the style it has anyway. Whether a row has
 * the stroke follows from its own texts, so rows may be sorted or taken out afterwards.
 */
public final class Strokes {
    /** Of nobody. */
    public static final Predicate<String> NONE = key -> false;

    /** They are written in other ways in other formats. */
    private static final Pattern NUMBER_OR_TIME =
            Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private static final String IN_QUOTES = "\",;\t\n\r";

    private Strokes() {}

    /** What the stroke of a row follows from; empty where it cannot have one. */
    public static String key(List<String> texts) {
        return place(texts) < 0
                ? ""
                : String.join("\n", texts.stream().filter(Strokes::isText).toList());
    }

    /** The last cell that can bear it, or -1. */
    public static int place(List<String> texts) {
        for (int i = texts.size() - 1; i >= 0; i--) {
            if (isText(texts.get(i)) && isPlain(texts.get(i))) return i;
        }
        return -1;
    }

    private static boolean isText(String text) {
        return !text.isEmpty() && !NUMBER_OR_TIME.matcher(text).matches();
    }

    /** Whether it stands in a line of CSV without quotes. */
    static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> IN_QUOTES.indexOf(c) >= 0);
    }
}
