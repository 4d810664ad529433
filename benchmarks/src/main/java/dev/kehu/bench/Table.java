package dev.kehu.bench;

import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results for people: one row a contender, with its range and how ours stands to it. */
final class Table {
    private static final double SMALL = 100;

    private final List<String[]> rows = new ArrayList<>();

    Table() {
        rows.add(new String[] {"metric", "unit", "who", "median", "range", "kehu / it"});
    }

    void add(Result result) {
        double kehu = result.median(Contender.KEHU);
        for (String who : result.samples().keySet()) {
            boolean ours = who.equals(Contender.KEHU);
            double median = result.median(who);
            rows.add(
                    new String[] {
                        ours ? result.metric() : "",
                        ours ? result.unit() : "",
                        who,
                        number(median),
                        number(result.lowest(who)) + " - " + number(result.highest(who)),
                        ours || median == 0 ? "" : "%.2f x".formatted(kehu / median)
                    });
        }
    }

    private static String number(double value) {
        return value < SMALL
                ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%,.0f", value);
    }

    String text() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String align = i < 3 ? "-" : "";
                line.append(String.format("%" + align + widths[i] + "s  ", row[i]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
