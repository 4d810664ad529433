package dev.kehu.platform.search.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a name consists of: a Chinese character, or a word of letters and digits.
 *
 * @param text folded
 * @param other the same word with umlauts written out, or the same text
 */
public record Unit(String text, String other, boolean han) {
    static final int LONGEST = 20;

    public static List<Unit> of(String name) {
        List<Unit> units = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        name.replace("'", "")
                .replace("’", "")
                .codePoints()
                .forEach(
                        c -> {
                            if (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                                end(word, units);
                            if (isHan(c)) units.add(han(c));
                            else if (isWord(c)) word.appendCodePoint(c);
                            else end(word, units);
                        });
        end(word, units);
        return units;
    }

    private static Unit han(int c) {
        String text = Folded.of(Character.toString(c)); // one of several forms of a character
        return new Unit(text, text, true);
    }

    private static boolean isHan(int c) {
        return Character.isIdeographic(c)
                && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private static boolean isWord(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static void end(StringBuilder word, List<Unit> units) {
        String text = Folded.of(word.toString());
        if (!text.isEmpty())
            units.add(new Unit(text, Folded.of(Folded.writtenOut(word.toString())), false));
        word.setLength(0);
    }

    /** Everything it is found by: all its beginnings, a character by its readings too. */
    Set<String> terms() {
        Set<String> terms = new LinkedHashSet<>();
        if (han) {
            terms.add(text);
            text.codePoints().forEach(c -> Pinyin.table().of(c).forEach(r -> beginnings(r, terms)));
        } else {
            beginnings(text, terms);
            beginnings(other, terms);
        }
        return terms;
    }

    /** What a searcher asks for who typed this: its text as far as it is kept. */
    public List<String> asked() {
        String one = cut(text), two = cut(other);
        return one.equals(two) ? List.of(one) : List.of(one, two);
    }

    private static void beginnings(String word, Set<String> terms) {
        int[] points = word.codePoints().limit(LONGEST).toArray();
        for (int i = 1; i <= points.length; i++) terms.add(new String(points, 0, i));
    }

    private static String cut(String word) {
        return new String(
                word.codePoints().limit(LONGEST).toArray(),
                0,
                (int) Math.min(LONGEST, word.codePoints().count()));
    }
}
