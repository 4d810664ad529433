package dev.kehu.platform.search.text;

import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

import java.text.Normalizer;
import java.util.Locale;

/** Texts made comparable: one width, one case, no accents, nothing that is no text. */
public final class Folded {
    private static final int MOST = 4;

    private Folded() {}

    public static String of(String text) {
        String whole = Normalizer.normalize(whole(text), Normalizer.Form.NFKC);
        char[] in = whole.toLowerCase(Locale.ROOT).toCharArray();
        char[] out = new char[in.length * MOST];
        int length = ASCIIFoldingFilter.foldToASCII(in, 0, out, 0, in.length);
        return marks(new String(out, 0, length)).toLowerCase(Locale.ROOT);
    }

    /** German umlauts written out: a name may stand either way. */
    static String writtenOut(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return composed.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("Ä", "Ae")
                .replace("Ö", "Oe")
                .replace("Ü", "Ue");
    }

    /** Digits and letters of ASCII and what stands in addresses between them. */
    public static String address(String text) {
        StringBuilder kept = new StringBuilder();
        of(text).codePoints().filter(Folded::inAddress).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    public static String digits(String text) {
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .chars()
                .filter(c -> c >= '0' && c <= '9')
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static boolean inAddress(int c) {
        return Character.isLetterOrDigit(c) || "@._-+#".indexOf(c) >= 0;
    }

    private static String marks(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder kept = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    /** Halves of surrogate pairs are no text. */
    private static String whole(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
