package dev.kehu.platform.serializer;

import dev.kehu.platform.sealing.Envelope;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks at stored bytes without opening anything: which keys the sealed parts name. */
public final class SealedParts {
    private static final JsonFactory JSON = new JsonFactory();

    private SealedParts() {}

    /**
     * The key of each sealed part of a stored payload, none when nothing is sealed.
     *
     * @throws IllegalArgumentException when the bytes are no stored payload
     */
    public static List<UUID> keys(byte[] payload) {
        return of(payload).stream().map(Envelope::keyOf).toList();
    }

    /** Each sealed part of a stored payload, as {@link #keys}. */
    public static List<String> of(byte[] payload) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
            List<String> all = new ArrayList<>(3);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a stored payload is an object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean sealed = json.currentName().equals(EventDecoder.SEALED);
                json.nextToken();
                if (sealed) {
                    parts(json, all);
                } else {
                    json.skipChildren();
                }
            }
            return all;
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("a stored payload is JSON", unreadable);
        }
    }

    private static void parts(JsonParser json, List<String> all) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            json.nextToken();
            all.add(json.getString());
        }
    }
}
