package dev.kehu.platform.download;

import java.util.regex.Pattern;

/**
 * Texts a spreadsheet would carry out when it opens a file. The expressions mean the same in Java
 * and in RE2, which databases use.
 */
public final class Formulas {
    /** The wide forms begin a formula in spreadsheets set to Chinese or Japanese. */
    public static final String BEGIN = "[=@\\t\\r\\n\\x{FF1D}\\x{FF20}\\x{FF0B}\\x{FF0D}]";

    public static final String SIGN = "[+-]";

    /** After a sign, digits and what stands between them make a number or a phone number. */
    public static final String NUMBER = "[+-](?:[\\d ()-]*|\\d+\\.\\d+)";

    private static final Pattern BEGINS = Pattern.compile(BEGIN);
    private static final Pattern SIGNED = Pattern.compile(SIGN);
    private static final Pattern NUMBERED = Pattern.compile(NUMBER);

    private Formulas() {}

    /** The text, behind an apostrophe where it would be taken for a formula. */
    public static String guarded(String text) {
        boolean formula =
                BEGINS.matcher(text).lookingAt()
                        || SIGNED.matcher(text).lookingAt() && !NUMBERED.matcher(text).matches();
        return formula ? "'" + text : text;
    }
}
