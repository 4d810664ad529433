package dev.kehu.platform.search.text;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Chinese text cut into words of two characters or more; its dictionary is read when needed. */
public final class ChineseWords {
    private static final int MOST_CHARACTERS = 2_000;
    private static final Analyzer WORDS =
            new Analyzer() {
                @Override
                protected TokenStreamComponents createComponents(String field) {
                    return new TokenStreamComponents(new HMMChineseTokenizer());
                }
            };

    private ChineseWords() {}

    /** Its words, each once; those of a long text's beginning only. */
    public static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        if (text.codePoints().noneMatch(ChineseWords::han)) return words;
        String cut = text.substring(0, Math.min(MOST_CHARACTERS, text.length()));
        try (TokenStream tokens = WORDS.tokenStream("", cut)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken())
                if (word.length() > 1 && han(Character.codePointAt(word, 0)))
                    words.add(word.toString());
            tokens.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return words;
    }

    private static boolean han(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
