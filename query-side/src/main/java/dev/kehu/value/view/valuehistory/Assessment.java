package dev.kehu.value.view.valuehistory;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a customer was found to be worth.
 *
 * @param position where history holds it
 * @param day the business day
 * @param model and its version, {@code valuemodel-all/1}
 * @param contributions to the score, by criterion
 */
record Assessment(
        Instant at,
        long position,
        String day,
        BigDecimal score,
        BigDecimal current,
        BigDecimal potential,
        String valueClass,
        String trend,
        String model,
        SortedMap<String, BigDecimal> contributions,
        SortedMap<String, BigDecimal> outlook) {

    static Assessment of(RecordedEvent event, ValueAssessed e) {
        return new Assessment(
                e.occurredAt(),
                event.position(),
                e.businessDay().toString(),
                e.score(),
                e.current(),
                e.potential(),
                e.valueClass(),
                e.trend(),
                e.modelId().value() + "/" + e.version(),
                Collections.unmodifiableSortedMap(new TreeMap<>(e.contributions())),
                Collections.unmodifiableSortedMap(new TreeMap<>(e.outlook())));
    }
}
