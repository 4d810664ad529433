package dev.kehu.value.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.ValueModelId;

import java.util.regex.Pattern;

/** What strategic segments are called, and their models. */
public final class SegmentName {
    /** In place of a segment: everybody who is in none with a model of its own. */
    public static final String ALL = "all";

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private SegmentName() {}

    /** Whether a segment may have this name. */
    static boolean fits(String name) {
        return FORM.matcher(name).matches() && !name.equals(ALL);
    }

    /**
     * The model of a segment, or of {@code all}.
     *
     * @throws Refusal {@code value.segment}
     */
    public static ValueModelId model(String segment) {
        if (segment.equals(ALL)) return ValueModelId.ALL;
        if (!fits(segment))
            throw Refusal.invalid(
                    "value.segment", "A segment is lower case letters, digits and dashes");
        return ValueModelId.ofSegment(segment);
    }
}
