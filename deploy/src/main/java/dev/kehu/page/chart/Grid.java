package dev.kehu.page.chart;

import dev.kehu.page.chart.Drawing.Box;
import dev.kehu.page.chart.Drawing.Word;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cells whose depth of colour follows the value; the last {@value #MOST_DOWN} rows, the first
 * {@value #MOST_ACROSS} columns.
 */
public final class Grid {
    static final int MOST_DOWN = 48, MOST_ACROSS = 60;
    private static final int LEFT = 64, UPPER = 22, ROW = 24, WIDE = 36, DEPTHS = 6;

    private final List<Datum> data;
    private final List<String> across;
    private final List<String> down;

    public Grid(List<Datum> data) {
        this.data = data;
        List<String> columns =
                new ArrayList<>(data.stream().map(Datum::across).distinct().toList());
        if (columns.stream().allMatch(label -> label.matches("\\d{1,9}")))
            columns.sort(Comparator.comparing(Integer::valueOf));
        List<String> rows = data.stream().map(Datum::down).distinct().toList();
        this.across = columns.subList(0, Math.min(MOST_ACROSS, columns.size()));
        this.down = rows.subList(Math.max(0, rows.size() - MOST_DOWN), rows.size());
    }

    /** Rows in the order their labels come first, columns too unless they are numbers. */
    public Drawing cells() {
        double highest = data.stream().mapToDouble(datum -> datum.value(0)).max().orElse(0);
        double width = (double) (Drawing.WIDTH - LEFT) / Math.max(1, across.size());
        List<Box> boxes = new ArrayList<>();
        List<Word> words = labels(width);
        for (Datum datum : data) {
            int column = across.indexOf(datum.across()), row = down.indexOf(datum.down());
            if (column < 0 || row < 0) continue;
            // By the root: one very full cell must not make all others look alike.
            int depth =
                    highest <= 0
                            ? 0
                            : (int)
                                    Math.ceil(
                                            DEPTHS
                                                            * Math.sqrt(
                                                                    Math.max(0, datum.value(0))
                                                                            / highest)
                                                    - 1e-9);
            double x = Drawing.round(LEFT + column * width);
            double y = UPPER + row * (double) ROW;
            boxes.add(
                    new Box(
                            x + 1,
                            y + 1,
                            Drawing.round(width - 2),
                            ROW - 2,
                            "depth-" + Math.max(0, depth),
                            datum.down() + " / " + datum.across() + ": " + datum.text(0)));
            if (width >= WIDE && datum.text(0).length() * 6.5 < width)
                words.add(
                        new Word(
                                Drawing.round(x + width / 2),
                                y + 16,
                                "middle",
                                depth > 3 ? "on-deep" : "on-pale",
                                datum.text(0)));
        }
        return new Drawing(UPPER + down.size() * ROW + 4.0, List.of(), boxes, List.of(), words, "");
    }

    private List<Word> labels(double width) {
        List<Word> words = new ArrayList<>();
        int each = (int) Math.max(1, Math.ceil(22 / width));
        for (int i = 0; i < across.size(); i += each)
            words.add(
                    new Word(
                            Drawing.round(LEFT + i * width + width / 2),
                            14,
                            "middle",
                            "tick",
                            across.get(i)));
        for (int i = 0; i < down.size(); i++)
            words.add(new Word(LEFT - 8, UPPER + i * ROW + 16, "end", "tick", down.get(i)));
        return words;
    }
}
