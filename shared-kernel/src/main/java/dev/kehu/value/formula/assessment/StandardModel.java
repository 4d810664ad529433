package dev.kehu.value.formula.assessment;

import dev.kehu.value.api.Criterion;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelId;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The model that is used as long as nobody drafted one: credit-worthiness before gross profit
 * before loyalty and service cost, which weigh the same; five levels. Money is in US dollars a
 * year.
 */
public final class StandardModel {
    private static final List<List<String>> CRITERIA =
            List.of(
                    List.of("1", "3", "5", "5"),
                    List.of("1/3", "1", "3", "3"),
                    List.of("1/5", "1/3", "1", "1"),
                    List.of("1/5", "1/3", "1", "1"));

    private static final List<String> LEVELS =
            List.of("excellent", "good", "average", "fair", "poor");

    private static final List<List<String>> LEVEL_JUDGEMENTS =
            List.of(
                    List.of("1", "3", "5", "7", "9"),
                    List.of("1/3", "1", "3", "5", "7"),
                    List.of("1/5", "1/3", "1", "3", "5"),
                    List.of("1/7", "1/5", "1/3", "1", "3"),
                    List.of("1/9", "1/7", "1/5", "1/3", "1"));

    private StandardModel() {}

    public static DraftValueModel draft(Instant at) {
        Map<String, List<BigDecimal>> cuts = new TreeMap<>();
        // One order paid on time makes 2 of 3, two make 3 of 4, three make 4 of 5.
        cuts.put(Criterion.CREDIT_WORTHINESS.label(), numbers("0.8", "0.7", "0.6", "0.4"));
        cuts.put(Criterion.GROSS_PROFIT.label(), numbers("200", "80", "40", "10"));
        cuts.put(Criterion.LOYALTY.label(), numbers("0.5", "0.3", "0.2", "0.1"));
        cuts.put(Criterion.SERVICE_COST.label(), numbers("1", "10", "25", "50"));
        return new DraftValueModel(
                ValueModelId.ALL,
                "saaty1980",
                List.of(CRITERIA),
                LEVELS,
                LEVEL_JUDGEMENTS,
                cuts,
                new BigDecimal("0.5"),
                at);
    }

    private static List<BigDecimal> numbers(String... texts) {
        return Stream.of(texts).map(BigDecimal::new).toList();
    }
}
