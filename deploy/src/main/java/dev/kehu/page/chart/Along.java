package dev.kehu.page.chart;

import dev.kehu.page.chart.Drawing.Box;
import dev.kehu.page.chart.Drawing.Dot;
import dev.kehu.page.chart.Drawing.Word;

import java.util.ArrayList;
import java.util.List;

/** Bars and lines along one axis: the first {@value #MOST} rows, or the last of a time. */
public final class Along {
    static final int MOST = 60;
    private static final int LABEL = 64, BOTTOM = 180, HEIGHT = 210, KEY = 150;

    private final List<Datum> data;
    private final List<String> measures;
    private final Scale scale;
    private final double slot;

    /**
     * @param last whether the newest rows are shown where there are too many
     */
    public Along(List<Datum> all, List<String> measures, boolean last) {
        int more = Math.max(0, all.size() - MOST);
        this.data = last ? all.subList(more, all.size()) : all.subList(0, all.size() - more);
        this.measures = measures;
        double highest = 0;
        for (Datum datum : data)
            for (int m = 0; m < measures.size(); m++) highest = Math.max(highest, datum.value(m));
        this.scale = Scale.of(highest);
        this.slot = Math.min(60, (double) (Drawing.WIDTH - Scale.LEFT) / Math.max(1, data.size()));
    }

    /** One bar for each measure, side by side. */
    public Drawing bars() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < data.size(); i++)
            for (int m = 0; m < measures.size(); m++) boxes.add(bar(i, m));
        for (int m = 0; keyed() && m < measures.size(); m++)
            boxes.add(
                    new Box(
                            Scale.LEFT + m * KEY,
                            HEIGHT - 15,
                            10,
                            10,
                            "series-" + m,
                            measures.get(m)));
        return new Drawing(HEIGHT, scale.lines(), boxes, List.of(), words(), "");
    }

    private boolean keyed() {
        return measures.size() > 1 && !data.isEmpty();
    }

    private Box bar(int place, int measure) {
        Datum datum = data.get(place);
        double width = slot * 0.8 / measures.size();
        double y = scale.y(datum.value(measure));
        return new Box(
                Drawing.round(Scale.LEFT + place * slot + slot * 0.1 + measure * width),
                y,
                Drawing.round(width),
                Drawing.round(Scale.LOWER - y),
                "series-" + measure,
                title(datum, measure));
    }

    private String title(Datum datum, int measure) {
        return datum.across() + ", " + measures.get(measure) + ": " + datum.text(measure);
    }

    /** The first measure as a line; a row without a value is left out. */
    public Drawing line() {
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            Datum datum = data.get(i);
            if (datum.values().getFirst() != null)
                dots.add(new Dot(middle(i), scale.y(datum.value(0)), title(datum, 0)));
        }
        String path = String.join(" ", dots.stream().map(dot -> dot.x() + "," + dot.y()).toList());
        return new Drawing(HEIGHT, scale.lines(), List.of(), dots, words(), path);
    }

    private double middle(int place) {
        return Drawing.round(Scale.LEFT + place * slot + slot / 2);
    }

    private List<Word> words() {
        List<Word> words = new ArrayList<>(scale.labels());
        int each = (int) Math.ceil(LABEL / slot);
        boolean narrow = data.stream().allMatch(datum -> datum.across().length() <= 3);
        for (int i = 0; i < data.size(); i += narrow ? (int) Math.ceil(24 / slot) : each)
            words.add(new Word(middle(i), BOTTOM, "middle", "tick", data.get(i).across()));
        for (int m = 0; keyed() && m < measures.size(); m++)
            words.add(
                    new Word(
                            Scale.LEFT + m * KEY + 15.0,
                            HEIGHT - 6,
                            "start",
                            "tick",
                            measures.get(m).replace('_', ' ')));
        return words;
    }
}
