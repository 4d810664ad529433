package dev.kehu.platform.commandbus;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.cloudevents.CanonicalJson;
import dev.kehu.platform.cloudevents.WellFormed;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from an HTTP request who asks: the user, {@code Idempotency-Key} and {@code If-Match}. */
public final class Origins {
    private static final Pattern ETAG = Pattern.compile("(W/)?\"[^\"]*\"");
    private static final Pattern POSITION = Pattern.compile("\\.(\\d{1,18})");
    private static final int LONGEST_KEY = 255;

    private final StreamIds ids;
    private final JsonMapper json = new JsonMapper();

    public Origins(StreamIds ids) {
        this.ids = ids;
    }

    /**
     * @param body what was asked, so that a key used for something else is noticed
     * @throws Refusal {@code request.key} or {@code request.version} when a header cannot be read,
     *     {@code request.malformed} when a text is no Unicode
     */
    public Origin of(HttpServletRequest request, @Nullable Object body) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw Refusal.invalid(
                    "request.key", "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters");
        }
        JsonNode said = json.valueToTree(body);
        if (said != null && !WellFormed.is(said)) {
            throw Refusal.invalid("request.malformed", "A text holds half of a surrogate pair");
        }
        String user =
                request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName();
        String asked =
                request.getMethod() + ' ' + request.getRequestURI() + '\n' + CanonicalJson.of(said);
        return new Origin(
                user,
                key,
                key == null ? null : ids.fingerprint(asked),
                version(request.getHeader("If-Match")));
    }

    /** The newest position named in the ETag: what the caller had seen when deciding. */
    private static @Nullable String version(@Nullable String match) {
        if (match == null || match.strip().equals("*")) {
            return null;
        }
        Matcher position = POSITION.matcher(match);
        long newest = -1;
        while (ETAG.matcher(match.strip()).matches() && position.find()) {
            newest = Math.max(newest, Long.parseLong(position.group(1)));
        }
        if (newest < 0) {
            throw Refusal.invalid(
                    "request.version", "If-Match holds the ETag the customer was read with");
        }
        return String.valueOf(newest);
    }
}
