package dev.kehu.platform.sweep;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How a value may stand in a file. */
final class Spellings {
    private static final Pattern NUMBER = Pattern.compile("[+\\d\\s().\\-/]+");
    private static final int DIGITS = 7;

    private Spellings() {}

    /** As it is, normalised, in lower case, and, for a telephone number, its digits alone. */
    static Set<String> of(String value) {
        String text = value.strip();
        Set<String> all = new LinkedHashSet<>();
        all.add(text);
        for (Form form : Form.values()) {
            String normal = Normalizer.normalize(text, form);
            all.add(normal);
            all.add(normal.toLowerCase(Locale.ROOT));
        }
        String digits = text.replaceAll("\\D", "");
        if (NUMBER.matcher(text).matches() && digits.length() >= DIGITS) {
            all.add(digits);
        }
        return all;
    }

    /** Its bytes: UTF-8, UTF-16 in both orders, and JSON with everything escaped that may be. */
    static Set<byte[]> bytes(String spelling) {
        Set<byte[]> all = new LinkedHashSet<>();
        all.add(spelling.getBytes(StandardCharsets.UTF_8));
        all.add(spelling.getBytes(StandardCharsets.UTF_16LE));
        all.add(spelling.getBytes(StandardCharsets.UTF_16BE));
        for (String escaped :
                List.of(
                        escaped(spelling, "%04x", 127),
                        escaped(spelling, "%04X", 127),
                        escaped(spelling, "%04x", Character.MAX_VALUE))) {
            if (!escaped.equals(spelling)) {
                all.add(escaped.getBytes(StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private static String escaped(String text, String hex, int highest) {
        StringBuilder json = new StringBuilder();
        for (char each : text.toCharArray()) {
            switch (each) {
                case '"', '\\' -> json.append('\\').append(each);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                case '\r' -> json.append("\\r");
                default -> {
                    if (each < ' ' || each > highest) {
                        json.append("\\u").append(hex.formatted((int) each));
                    } else {
                        json.append(each);
                    }
                }
            }
        }
        return json.toString();
    }
}
