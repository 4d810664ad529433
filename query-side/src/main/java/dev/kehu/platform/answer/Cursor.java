package dev.kehu.platform.answer;

import dev.kehu.kernel.Refusal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list goes on; opaque to readers, and free of personal data because it stands in URLs. */
public final class Cursor {
    private Cursor() {}

    public static String of(String... parts) {
        byte[] text = String.join("|", parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * @throws Refusal {@code cursor.unknown} when it was not made here
     */
    public static String[] parts(String cursor, int count) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(cursor);
            String[] parts = new String(text, StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length == count) return parts;
        } catch (IllegalArgumentException unreadable) {
            // told below
        }
        throw unknown();
    }

    public static long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException unreadable) {
            throw unknown();
        }
    }

    public static Refusal unknown() {
        return Refusal.invalid(
                "cursor.unknown", "Use the text from next of the page before, with the same query");
    }
}
