package dev.kehu.cli;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as people read them: columns aligned, numbers to the right. */
public final class TextTable {
    private static final int WIDEST = 60;

    private TextTable() {}

    /**
     * @param answer with {@code columns}, {@code rows} and {@code more}
     */
    public static String of(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.path("columns").forEach(column -> names.add(column.path("name").asString("")));
        List<List<String>> rows = new ArrayList<>();
        boolean[] numbers = new boolean[names.size()];
        Arrays.fill(numbers, !answer.path("rows").isEmpty());
        for (JsonNode row : answer.path("rows")) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                JsonNode value = row.path(names.get(i));
                cells.add(shown(value));
                numbers[i] &= value.isNumber() || value.isNull();
            }
            rows.add(cells);
        }
        return laid(names, rows, numbers) + foot(rows.size(), answer.path("more").asBoolean(false));
    }

    private static String foot(int rows, boolean more) {
        return "(%,d %s%s)%n".formatted(rows, rows == 1 ? "row" : "rows", more ? ", and more" : "");
    }

    private static String shown(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) return "";
        String text = value.isContainer() ? value.toString() : value.asString("");
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > WIDEST ? line.substring(0, WIDEST - 1) + "…" : line;
    }

    private static String laid(List<String> names, List<List<String>> rows, boolean[] numbers) {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = names.get(i).length();
            for (List<String> row : rows) widths[i] = Math.max(widths[i], row.get(i).length());
        }
        StringBuilder text = new StringBuilder();
        line(text, names, widths, numbers);
        List<String> rule = new ArrayList<>();
        for (int width : widths) rule.add("-".repeat(width));
        line(text, rule, widths, numbers);
        for (List<String> row : rows) line(text, row, widths, numbers);
        return text.toString();
    }

    private static void line(
            StringBuilder text, List<String> cells, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ")
                    .append(numbers[i] ? pad + cells.get(i) : cells.get(i) + pad);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
}
