package dev.kehu.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A problem as it stands in the answer of one item of a batch. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, String code, String detail) {
    public static Problem of(String code, String detail) {
        return new Problem("/problems/" + code, title(code), code, detail);
    }

    /** Title of a code: its words, told to people. */
    public static String title(String code) {
        String words = code.replace('.', ' ').replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
