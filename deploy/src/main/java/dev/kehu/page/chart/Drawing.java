package dev.kehu.page.chart;

import java.util.List;

/**
 * Shapes of an SVG {@value #WIDTH} units wide. Looks are classes of the style sheet; they differ in
 * lightness, not in hue alone.
 *
 * @param path points of a line, empty without one
 */
public record Drawing(
        double height,
        List<Line> lines,
        List<Box> boxes,
        List<Dot> dots,
        List<Word> words,
        String path) {
    public static final int WIDTH = 720;

    /** A line across. */
    public record Line(double x, double y) {}

    /** A bar or a cell; the title says what it stands for. */
    public record Box(double x, double y, double width, double height, String look, String title) {}

    /** A point of a line. */
    public record Dot(double x, double y, String title) {}

    /**
     * A label.
     *
     * @param anchor start, middle or end
     */
    public record Word(double x, double y, String anchor, String look, String text) {}

    public boolean empty() {
        return boxes.isEmpty() && dots.isEmpty();
    }

    static double round(double units) {
        return Math.round(units * 10) / 10.0;
    }
}
