package dev.kehu.audit.web;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

/** Reads the numbers of a question. */
final class Asked {
    private Asked() {}

    /**
     * @throws Refusal {@code parameter.number}
     */
    static long number(String name, @Nullable String text, long otherwise, long least, long most) {
        return text == null || text.isBlank() ? otherwise : number(name, text, least, most);
    }

    /**
     * One that must be there.
     *
     * @throws Refusal {@code parameter.number}
     */
    static long number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException unreadable) {
            // told below, like a number out of range
        }
        throw Refusal.invalid(
                "parameter.number", name + " must be a number from " + least + " to " + most);
    }
}
