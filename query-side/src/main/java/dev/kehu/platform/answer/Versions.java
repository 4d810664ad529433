package dev.kehu.platform.answer;

import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import java.util.function.Supplier;

/** Answers 304 when the reader already has this version. */
public final class Versions {
    private Versions() {}

    /**
     * @param version of the documents behind the answer, or null when it has none; weak, because
     *     the answer also says how far the view is
     */
    public static ResponseEntity<?> answer(
            @Nullable String version,
            @Nullable String ifNoneMatch,
            Freshness freshness,
            Supplier<?> body) {
        if (version == null) return ResponseEntity.ok(body.get());
        String tag = "W/\"" + version + "\"";
        if (ifNoneMatch != null && matches(ifNoneMatch, tag))
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(tag)
                    .headers(FreshHeaders.of(freshness))
                    .build();
        return ResponseEntity.ok().eTag(tag).body(body.get());
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        for (String each : ifNoneMatch.split(","))
            if (each.strip().equals("*") || weak(each.strip()).equals(weak(tag))) return true;
        return false;
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
