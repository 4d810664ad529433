package dev.kehu.page;

import dev.kehu.page.Reading.Month;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Bars by month, measured out for an SVG of {@value #WIDTH} by {@value #HEIGHT} units: every month
 * between the first and the last, the newest {@value #MOST} at most.
 */
public record BarChart(List<Bar> bars, List<Line> lines) {
    static final int WIDTH = 720;
    static final int HEIGHT = 190;
    static final int MOST = 48;
    private static final int LEFT = 58;
    private static final int TOP = 12;
    private static final int BOTTOM = 162;

    /** One month; {@code named} where there is room for its name. */
    public record Bar(
            YearMonth month,
            BigDecimal value,
            double x,
            double y,
            double width,
            double height,
            boolean named) {
        public double middle() {
            return x + width / 2;
        }
    }

    /** A line across, with the value it stands for. */
    public record Line(BigDecimal value, double y) {}

    static BarChart of(List<Month> months, Function<Month, BigDecimal> measure) {
        if (months.isEmpty()) return new BarChart(List.of(), List.of());
        Map<YearMonth, BigDecimal> sums =
                months.stream().collect(Collectors.toMap(Month::month, measure, BigDecimal::add));
        List<YearMonth> shown = shown(sums);
        BigDecimal highest =
                shown.stream()
                        .map(m -> sums.getOrDefault(m, BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal step = step(highest);
        double top =
                step.doubleValue()
                        * Math.max(1, Math.ceil(highest.doubleValue() / step.doubleValue()));
        return new BarChart(bars(shown, sums, top), lines(step, top));
    }

    private static List<YearMonth> shown(Map<YearMonth, BigDecimal> sums) {
        YearMonth last = sums.keySet().stream().max(YearMonth::compareTo).orElseThrow();
        YearMonth first = sums.keySet().stream().min(YearMonth::compareTo).orElseThrow();
        YearMonth earliest = last.minusMonths(MOST - 1);
        List<YearMonth> shown = new ArrayList<>();
        for (YearMonth m = first.isBefore(earliest) ? earliest : first;
                !m.isAfter(last);
                m = m.plusMonths(1)) shown.add(m);
        return shown;
    }

    private static List<Bar> bars(
            List<YearMonth> shown, Map<YearMonth, BigDecimal> sums, double top) {
        double slot = Math.min(60, (double) (WIDTH - LEFT) / shown.size());
        int each = (int) Math.ceil(56 / slot);
        List<Bar> bars = new ArrayList<>();
        for (YearMonth month : shown) {
            BigDecimal value = sums.getOrDefault(month, BigDecimal.ZERO);
            double height = Math.max(0, value.doubleValue()) / top * (BOTTOM - TOP);
            double x = LEFT + bars.size() * slot + slot * 0.15;
            bars.add(
                    new Bar(
                            month,
                            value,
                            round(x),
                            round(BOTTOM - height),
                            round(slot * 0.7),
                            round(height),
                            bars.size() % each == 0));
        }
        return bars;
    }

    private static List<Line> lines(BigDecimal step, double top) {
        List<Line> lines = new ArrayList<>();
        for (BigDecimal v = BigDecimal.ZERO; v.doubleValue() <= top * 1.0001; v = v.add(step))
            lines.add(new Line(v, round(BOTTOM - v.doubleValue() / top * (BOTTOM - TOP))));
        return lines;
    }

    /** 1, 2 or 5 times a power of ten, at most five of them; never below one. */
    private static BigDecimal step(BigDecimal highest) {
        BigDecimal step = BigDecimal.ONE;
        for (int i = 0; highest.compareTo(step.multiply(BigDecimal.valueOf(5))) > 0; i++)
            step = BigDecimal.valueOf(new long[] {2, 5, 10}[i % 3]).scaleByPowerOfTen(i / 3);
        return new BigDecimal(step.toPlainString());
    }

    private static double round(double units) {
        return Math.round(units * 10) / 10.0;
    }
}
