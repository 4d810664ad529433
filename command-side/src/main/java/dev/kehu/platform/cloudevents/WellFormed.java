package dev.kehu.platform.cloudevents;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * Tells whether every text is well-formed Unicode: half a surrogate pair cannot be stored as UTF-8.
 */
public final class WellFormed {
    private WellFormed() {}

    public static boolean is(JsonNode node) {
        if (node.isString()) {
            return is(node.stringValue());
        }
        if (node.isObject() && !node.propertyNames().stream().allMatch(WellFormed::is)) {
            return false;
        }
        for (JsonNode child : node) {
            if (!is(child)) {
                return false;
            }
        }
        return true;
    }

    static @Nullable String orNull(@Nullable String text) {
        return text != null && is(text) ? text : null;
    }

    private static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
