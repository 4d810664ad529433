package dev.kehu.appraisal;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands in JSON arrays as the text of judgements. */
final class Cells {
    private static final int DECIMALS = 20;

    private Cells() {}

    static List<List<@Nullable String>> rows(JsonNode matrix) {
        refuseUnlessArray(matrix, "a matrix is an array of rows");
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode row : matrix) {
            refuseUnlessArray(row, "a row of a matrix is an array");
            List<@Nullable String> cells = new ArrayList<>();
            for (JsonNode cell : row) cells.add(text(cell));
            rows.add(cells);
        }
        return rows;
    }

    static List<String> texts(JsonNode array) {
        refuseUnlessArray(array, "levelNames and ratings are arrays");
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array) texts.add(each.isValueNode() ? each.asString("") : "");
        return texts;
    }

    /**
     * What is neither text nor a plain number is left unreadable, and refused as a judgement; only
     * NaN and infinity are read as double.
     */
    private static @Nullable String text(JsonNode cell) {
        if (cell.isNull()) return null;
        if (cell.isString()) return cell.asString();
        if (!cell.isNumber() || cell.isDouble()) return cell.getNodeType().name();
        BigDecimal number = cell.decimalValue();
        boolean plain = Math.abs(number.scale()) < 100 && number.precision() < 100;
        if (!plain) return number.signum() < 0 ? "-" : "out of bounds";
        BigDecimal cut =
                number.scale() > DECIMALS
                        ? number.setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        : number;
        return cut.toPlainString();
    }

    private static void refuseUnlessArray(JsonNode node, String sentence) {
        if (!node.isArray()) throw Refusal.invalid("value.matrix", sentence);
    }
}
