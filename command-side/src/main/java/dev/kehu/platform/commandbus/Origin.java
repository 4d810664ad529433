package dev.kehu.platform.commandbus;

import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Who asked, and how to know the request again. Becomes metadata of the command; the actor alone is
 * kept with the events.
 *
 * @param actor user name of an employee or channel, never a customer's
 * @param request request id the caller gave, or null when the command is known by its own id
 * @param fingerprint keyed hash over what was asked
 * @param expected newest position the caller had seen of the customer ({@code If-Match}), or null
 */
public record Origin(
        String actor,
        @Nullable String request,
        @Nullable String fingerprint,
        @Nullable String expected) {
    static final String ACTOR = "actor";
    private static final String REQUEST = "request";
    private static final String FINGERPRINT = "fingerprint";
    private static final String EXPECTED = "expected";

    public static Origin of(String actor) {
        return new Origin(actor, null, null, null);
    }

    public static Origin of(MetaData data) {
        return new Origin(
                String.valueOf(data.getOrDefault(ACTOR, "")),
                (String) data.get(REQUEST),
                (String) data.get(FINGERPRINT),
                (String) data.get(EXPECTED));
    }

    Map<String, String> metadata() {
        Map<String, String> data = new HashMap<>();
        data.put(ACTOR, actor);
        if (request != null) {
            data.put(REQUEST, request);
        }
        if (fingerprint != null) {
            data.put(FINGERPRINT, fingerprint);
        }
        if (expected != null) {
            data.put(EXPECTED, expected);
        }
        return data;
    }
}
