package dev.kehu.platform.cloudevents;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads CloudEvents from JSON and from HTTP headers. Names told twice and broken characters are
 * errors, not guesses.
 */
public final class CloudEventReader {
    private static final int DEEPEST_CUT = 100_000;
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "id",
                    "source",
                    "specversion",
                    "type",
                    "subject",
                    "time",
                    "datacontenttype",
                    "dataschema",
                    "data",
                    "data_base64");

    /**
     * Finds where items end and judges nothing in them; still bounded, since each level takes heap.
     */
    private final JsonMapper cutting =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST_CUT)
                                                    .maxNumberLength(Integer.MAX_VALUE)
                                                    .maxNameLength(Integer.MAX_VALUE)
                                                    .build())
                                    .build())
                    .build();

    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /**
     * Cuts a JSON array into the bytes of its items, so that one bad item does not spoil the
     * others.
     *
     * @throws Unreadable when it is no JSON array
     */
    public List<byte[]> items(byte[] body) {
        if (!mayBeUtf8(body)) {
            throw new Unreadable("A batch is JSON in UTF-8", null, null);
        }
        List<byte[]> items = new ArrayList<>();
        try (JsonParser parser = cutting.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new Unreadable("A batch is a JSON array of events", null, null);
            }
            for (JsonToken token; (token = parser.nextToken()) != JsonToken.END_ARRAY; ) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                if (token == null) {
                    throw new Unreadable("The batch ends before its array does", null, null);
                }
                parser.skipChildren();
                parser.finishToken();
                items.add(
                        Arrays.copyOfRange(
                                body, from, (int) parser.currentLocation().getByteOffset()));
            }
            if (parser.nextToken() != null) {
                throw new Unreadable("There is something behind the array", null, null);
            }
            return items;
        } catch (JacksonException e) {
            throw new Unreadable("The batch is not well-formed JSON", null, null);
        }
    }

    /**
     * Reads one event in structured mode.
     *
     * @throws Unreadable when it is no CloudEvent 1.0
     */
    public CloudEvent structured(byte[] bytes) {
        if (!mayBeUtf8(bytes)) {
            throw new Unreadable("An event is JSON in UTF-8", null, null);
        }
        try {
            JsonNode tree = json.readTree(bytes);
            if (!(tree instanceof ObjectNode event)) {
                throw new Unreadable("An event is a JSON object", null, null);
            }
            return event(event, data(event), bytes.length);
        } catch (JacksonException e) {
            throw new Unreadable("The event is not well-formed JSON", null, null);
        }
    }

    /**
     * Reads one event in binary mode.
     *
     * @param headers names in lower case without {@code ce-}, values as sent (percent-encoded)
     */
    public CloudEvent binary(Map<String, String> headers, byte[] body) {
        ObjectNode event = json.createObjectNode();
        int bytes = body.length;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            event.put(header.getKey(), decoded(header.getValue(), event));
            bytes += header.getKey().length() + header.getValue().length();
        }
        return event(event, body.length == 0 ? null : data(body), bytes);
    }

    private static String decoded(String value, ObjectNode soFar) {
        try {
            return PercentText.decode(value);
        } catch (CharacterCodingException e) {
            throw new Unreadable(
                    "A header is not percent-encoded UTF-8",
                    WellFormed.orNull(text(soFar, "id")),
                    WellFormed.orNull(text(soFar, "source")));
        }
    }

    /** The other encodings of JSON begin with a zero in two bytes, or with what UTF-8 never has. */
    private static boolean mayBeUtf8(byte[] body) {
        return body.length < 2 || body[0] != 0 && body[1] != 0 && (body[0] & 0xfe) != 0xfe;
    }

    /** Reads what {@link CloudEvent} was kept as. */
    public JsonNode tree(String kept) {
        return json.readTree(kept);
    }

    private CloudEvent event(ObjectNode event, @Nullable JsonNode data, int bytes) {
        String id = text(event, "id");
        String source = text(event, "source");
        if (!WellFormed.is(event) || (data != null && !WellFormed.is(data))) {
            throw new Unreadable(
                    "A text holds half of a surrogate pair",
                    WellFormed.orNull(id),
                    WellFormed.orNull(source));
        }
        if (id == null || id.isEmpty() || source == null || source.isEmpty()) {
            throw new Unreadable("An event needs the texts id and source, not empty", id, source);
        }
        String type = text(event, "type");
        if (type == null || type.isEmpty() || !"1.0".equals(text(event, "specversion"))) {
            throw new Unreadable("An event needs specversion 1.0 and a type", id, source);
        }
        for (String name : List.of("subject", "time")) {
            if (event.hasNonNull(name) && !event.get(name).isString()) {
                throw new Unreadable(name + " is a text", id, source);
            }
        }
        ObjectNode extensions = json.createObjectNode();
        event.properties()
                .forEach(
                        member -> {
                            if (!ATTRIBUTES.contains(member.getKey())) {
                                extensions.set(member.getKey(), member.getValue());
                            }
                        });
        return new CloudEvent(
                id,
                source,
                type,
                text(event, "subject"),
                text(event, "time"),
                data,
                extensions,
                bytes);
    }

    private @Nullable JsonNode data(ObjectNode event) {
        JsonNode encoded = event.get("data_base64");
        if (encoded == null || encoded.isNull()) {
            return event.get("data");
        }
        try {
            return data(Base64.getDecoder().decode(encoded.asString("")));
        } catch (IllegalArgumentException e) {
            throw new Unreadable(
                    "data_base64 is not base64", text(event, "id"), text(event, "source"));
        }
    }

    /** What is no JSON is kept as the bytes it is: whether it may be depends on the type. */
    private JsonNode data(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            return json.getNodeFactory().binaryNode(bytes);
        }
    }

    private static @Nullable String text(ObjectNode event, String name) {
        JsonNode value = event.get(name);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}
