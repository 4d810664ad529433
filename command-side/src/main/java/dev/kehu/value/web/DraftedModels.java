package dev.kehu.value.web;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.ValueModelEvent.ValueModelActivated;
import dev.kehu.value.api.ValueModelEvent.ValueModelDiscarded;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The versions of one value model, oldest first.
 *
 * @param current the one customers are assessed by, or null
 * @param discarded those that were given up
 */
record DraftedModels(@Nullable Integer current, List<Integer> discarded, List<Version> versions) {
    record Version(
            int version,
            String randomIndex,
            Map<String, BigDecimal> weights,
            BigDecimal consistencyRatio,
            List<String> levels,
            Map<String, BigDecimal> ideals,
            Map<String, List<BigDecimal>> cutPoints,
            BigDecimal threshold,
            Instant draftedAt) {
        static Version of(ValueModelDrafted e) {
            return new Version(
                    e.version(),
                    e.randomIndex(),
                    e.weights(),
                    e.consistencyRatio(),
                    e.levels(),
                    e.ideals(),
                    e.cutPoints(),
                    e.threshold(),
                    e.occurredAt());
        }
    }

    static DraftedModels of(List<RecordedEvent> stream) {
        Integer current = null;
        List<Integer> discarded = new ArrayList<>();
        List<Version> versions = new ArrayList<>();
        for (RecordedEvent event : stream) {
            if (event.payload() instanceof ValueModelDrafted e) versions.add(Version.of(e));
            if (event.payload() instanceof ValueModelActivated e) current = e.version();
            if (event.payload() instanceof ValueModelDiscarded e) discarded.add(e.version());
        }
        return new DraftedModels(current, discarded, versions);
    }
}
