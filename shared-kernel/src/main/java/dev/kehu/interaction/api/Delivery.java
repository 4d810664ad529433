package dev.kehu.interaction.api;

/**
 * How something reached us: the key a channel gave it, and a keyed hash over what it said.
 *
 * @param fingerprint keyed hash over the canonical JSON (RFC 8785) of type, subject, time and data
 */
public record Delivery(InteractionId interactionId, String source, String id, String fingerprint) {
    /** Never shows source and id: they may hold personal data, and this text reaches logs. */
    @Override
    public String toString() {
        return "Delivery[" + interactionId + "]";
    }
}
