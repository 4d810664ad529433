package dev.kehu.platform.analysis.report;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Parameters;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a reader may choose.
 *
 * @param name in the address; with lower case and underscores instead of capitals, in the SQL
 * @param meaning half a sentence
 * @param otherwise the default, as text; null where the report finds one itself
 * @param choices possible texts; empty for a number
 * @param least smallest number
 * @param most largest number
 */
public record Parameter(
        String name,
        String meaning,
        @Nullable String otherwise,
        List<String> choices,
        long least,
        long most) {
    private static final String CODE = "report.parameter";
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public static Parameter number(
            String name, String meaning, long otherwise, long least, long most) {
        return new Parameter(name, meaning, Long.toString(otherwise), List.of(), least, most);
    }

    public static Parameter choice(String name, String meaning, String... choices) {
        return new Parameter(name, meaning, choices[0], List.of(choices), 0, 0);
    }

    /** The currency of a report; unless asked, the one with most orders. */
    public static Parameter currency() {
        return new Parameter(
                "currency", "ISO 4217; by default the one with most orders", null, List.of(), 0, 0);
    }

    /**
     * What is bound: a long, a text, or null.
     *
     * @throws Refusal {@code report.parameter}, {@code parameter.number}
     */
    @Nullable Object read(@Nullable String asked) {
        String text = asked == null || asked.isBlank() ? otherwise : asked.strip();
        if (text == null) return null;
        if (!choices.isEmpty()) {
            if (choices.contains(text)) return text;
            throw Refusal.invalid(CODE, name + " is one of " + choices);
        }
        if (otherwise != null) return Parameters.number(name, text, least, least, most);
        if (CURRENCY.matcher(text).matches()) return text;
        throw Refusal.invalid(CODE, name + " is a code like CNY");
    }

    static Refusal unknown(List<String> known) {
        return Refusal.invalid(CODE, "This report takes the parameters " + known);
    }
}
