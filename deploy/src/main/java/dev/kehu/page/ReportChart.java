package dev.kehu.page;

import dev.kehu.page.chart.Along;
import dev.kehu.page.chart.Datum;
import dev.kehu.page.chart.Drawing;
import dev.kehu.page.chart.Grid;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Chart.Shape;
import dev.kehu.platform.analysis.report.Reported;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report as its page draws it.
 *
 * @param shown the measure in the chart
 * @param measures to choose from; empty where all are shown together
 */
public record ReportChart(String shown, List<String> measures, Drawing drawing) {

    static ReportChart of(Reported reported, @Nullable String asked) {
        Chart chart = reported.report().chart();
        String first = chart.measures().getFirst();
        String shown = asked != null && chart.measures().contains(asked) ? asked : first;
        List<String> drawn = chart.together() ? chart.measures() : List.of(shown);
        List<Datum> data = new ArrayList<>();
        for (List<@Nullable Object> row : reported.rows())
            data.add(datum(reported, chart, drawn, row));
        boolean byTime = chart.across().contains("month");
        Drawing drawing =
                switch (chart.shape()) {
                    case BARS -> new Along(data, drawn, byTime).bars();
                    case LINE -> new Along(data, drawn, byTime).line();
                    case GRID -> new Grid(data).cells();
                };
        return new ReportChart(
                chart.together() ? String.join(", ", drawn) : shown,
                chart.together() ? List.of() : chart.measures(),
                drawing);
    }

    private static Datum datum(
            Reported reported, Chart chart, List<String> drawn, List<@Nullable Object> row) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (String measure : drawn) {
            Object cell = cell(reported, measure, row);
            values.add(cell == null ? null : new BigDecimal(cell.toString()));
        }
        List<String> across =
                chart.across().stream().map(name -> label(reported, name, row)).toList();
        String down = chart.shape() == Shape.GRID ? label(reported, chart.down(), row) : "";
        return new Datum(String.join(" ", across), down, values);
    }

    private static String label(Reported reported, String column, List<@Nullable Object> row) {
        Object cell = cell(reported, column, row);
        return column.equals("weekday") && cell instanceof Long day
                ? DayOfWeek.of(day.intValue()).getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                : String.valueOf(cell);
    }

    private static @Nullable Object cell(
            Reported reported, String column, List<@Nullable Object> row) {
        for (int i = 0; i < row.size(); i++)
            if (reported.report().columns().get(i).name().equals(column)) return row.get(i);
        return null;
    }

    /** For those who hear the page. */
    public String text() {
        return shown.replace('_', ' ') + "; the same figures stand in the table below.";
    }
}
