package dev.kehu.platform.cloudevents;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event as a channel sent it (CloudEvents 1.0).
 *
 * @param time as written, not yet read
 * @param data JSON, or a binary node when the bytes sent were none
 * @param extensions attributes that are none of the specification's
 * @param bytes size on the wire
 */
public record CloudEvent(
        String id,
        String source,
        String type,
        @Nullable String subject,
        @Nullable String time,
        @Nullable JsonNode data,
        ObjectNode extensions,
        int bytes) {
    /** Never shows what was sent: this text reaches logs. */
    @Override
    public String toString() {
        return "CloudEvent[" + type + ", " + bytes + " bytes]";
    }
}
