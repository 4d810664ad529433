package dev.kehu.interaction.api;

import dev.kehu.kernel.Money;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What an interaction was, as the channel reported it; checked at the edge. */
public record Facts(
        String channel,
        String direction,
        String kind,
        Instant occurredAt,
        String summary,
        @Nullable String content,
        @Nullable Money amount,
        @Nullable BigDecimal quantity,
        @Nullable String product,
        @Nullable Money cost,
        @Nullable Long durationSeconds,
        @Nullable String inReplyTo,
        @Nullable String employee,
        @Nullable Map<String, Object> competitor,
        @Nullable List<String> tags,
        @Nullable Map<String, Object> further) {
    /** Never shows what was said: this text reaches logs. */
    @Override
    public String toString() {
        return "Facts[" + channel + " " + kind + "]";
    }
}
