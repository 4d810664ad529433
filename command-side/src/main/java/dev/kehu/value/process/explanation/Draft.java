package dev.kehu.value.process.explanation;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A value model as people write it down, in a request or a file.
 *
 * @param randomIndex saaty1980 unless given
 * @param judgements one matrix of the four criteria for each expert
 * @param cutPoints for each criterion, best level first
 * @param threshold 0.5 unless given
 */
public record Draft(
        @Nullable String randomIndex,
        @Nullable List<List<List<String>>> judgements,
        @Nullable List<String> levels,
        @Nullable List<List<String>> levelJudgements,
        @Nullable Map<String, List<BigDecimal>> cutPoints,
        @Nullable BigDecimal threshold) {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /**
     * @throws Refusal {@code data.incomplete}
     */
    public DraftValueModel asked(ValueModelId model, Instant at) {
        return new DraftValueModel(
                model,
                randomIndex == null ? "saaty1980" : randomIndex,
                given(judgements, "judgements"),
                given(levels, "levels"),
                given(levelJudgements, "levelJudgements"),
                given(cutPoints, "cutPoints"),
                threshold == null ? HALF : threshold,
                at);
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) throw Refusal.invalid("data.incomplete", name + " is missing");
        return value;
    }
}
