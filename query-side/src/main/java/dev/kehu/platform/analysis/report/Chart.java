package dev.kehu.platform.analysis.report;

import java.util.List;

/**
 * How a report is drawn, in names of its columns.
 *
 * @param across what runs from left to right; several columns make one label
 * @param down rows of a grid; empty for the other shapes
 * @param measures what may be shown, the default first; bars show all of them side by side when
 *     {@code together}
 */
public record Chart(
        Shape shape, List<String> across, String down, List<String> measures, boolean together) {

    /** Kinds of chart. */
    public enum Shape {
        BARS,
        LINE,
        GRID
    }

    public static Chart bars(List<String> across, String... measures) {
        return new Chart(Shape.BARS, across, "", List.of(measures), false);
    }

    /** Bars of several measures side by side. */
    public static Chart barsTogether(String across, String... measures) {
        return new Chart(Shape.BARS, List.of(across), "", List.of(measures), true);
    }

    public static Chart line(String across, String... measures) {
        return new Chart(Shape.LINE, List.of(across), "", List.of(measures), false);
    }

    public static Chart grid(String across, String down, String... measures) {
        return new Chart(Shape.GRID, List.of(across), down, List.of(measures), false);
    }
}
