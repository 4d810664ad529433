package dev.kehu.appraisal;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.ahp.Experts;
import dev.kehu.value.formula.ahp.IntensityScale;
import dev.kehu.value.formula.ahp.MissingJudgements;
import dev.kehu.value.formula.ahp.PairwiseMatrix;
import dev.kehu.value.formula.ahp.RandomIndex;
import dev.kehu.value.formula.ahp.Synthesis;
import dev.kehu.value.formula.ahp.Weighting;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers one item of a file of judgements; what cannot be used is refused alone. */
final class Judgements {
    private final RandomIndex table;

    Judgements(RandomIndex table) {
        this.table = table;
    }

    Map<String, @Nullable Object> answer(JsonNode item) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", item.path("id").isValueNode() ? item.path("id").asString(null) : null);
        try {
            answer.putAll(figures(item));
        } catch (Refusal refusal) {
            answer.put("refused", true);
            answer.put("reason", refusal.getMessage());
        }
        return answer;
    }

    private Map<String, Object> figures(JsonNode item) {
        String kind = item.path("kind").asString("");
        return switch (kind) {
            case "matrix" -> figures(Weighting.of(matrix(item), table));
            case "group" -> figures(Weighting.of(group(item.path("matrices")), table));
            case "rating" -> Map.of("score", rating(item));
            case "relative" -> Map.of("scores", relative(item));
            default ->
                    throw Refusal.invalid(
                            "value.matrix", "kind is matrix, group, rating or relative");
        };
    }

    private static Map<String, Object> figures(Weighting found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("weights", found.weights());
        figures.put("lambdaMax", found.lambdaMax());
        figures.put("ci", found.ci());
        figures.put("cr", found.cr());
        figures.put("accepted", found.accepted());
        if (!found.accepted()) figures.put("revise", found.doubt().toString());
        return figures;
    }

    private static PairwiseMatrix matrix(JsonNode item) {
        List<List<@Nullable String>> rows = Cells.rows(item.path("matrix"));
        return item.path("complete").asBoolean(false)
                ? MissingJudgements.completed(rows)
                : PairwiseMatrix.of(rows);
    }

    private static PairwiseMatrix group(JsonNode matrices) {
        List<PairwiseMatrix> all = new ArrayList<>();
        matrices.forEach(each -> all.add(PairwiseMatrix.of(Cells.rows(each))));
        return Experts.joined(all);
    }

    private double rating(JsonNode item) {
        IntensityScale scale =
                IntensityScale.of(
                        Cells.texts(item.path("levelNames")),
                        PairwiseMatrix.of(Cells.rows(item.path("levels"))),
                        table);
        return Synthesis.score(
                weights(item.path("criteria")), scale, Cells.texts(item.path("ratings")));
    }

    private List<Double> relative(JsonNode item) {
        List<List<Double>> under = new ArrayList<>();
        item.path("alternatives").forEach(each -> under.add(weights(each)));
        return Synthesis.totals(weights(item.path("criteria")), under);
    }

    private List<Double> weights(JsonNode matrix) {
        return Weighting.of(PairwiseMatrix.of(Cells.rows(matrix)), table).orRefused().weights();
    }
}
