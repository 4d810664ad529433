package dev.kehu.page.chart;

import dev.kehu.page.chart.Drawing.Line;
import dev.kehu.page.chart.Drawing.Word;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Heights of values between two lines: steps of 1, 2 or 5 times a power of ten, five at most. */
record Scale(double step, double top) {
    static final int LEFT = 58, UPPER = 12, LOWER = 162;

    static Scale of(double highest) {
        double power = highest <= 0 ? 1 : Math.pow(10, Math.floor(Math.log10(highest / 5)));
        double step = power;
        for (double times : new double[] {1, 2, 5, 10}) {
            step = power * times;
            if (step * 5 >= highest) break;
        }
        return new Scale(step, step * Math.max(1, Math.ceil(highest / step - 1e-9)));
    }

    double y(double value) {
        return Drawing.round(LOWER - Math.max(0, value) / top * (LOWER - UPPER));
    }

    List<Line> lines() {
        return values().stream().map(value -> new Line(LEFT, y(value))).toList();
    }

    List<Word> labels() {
        return values().stream()
                .map(value -> new Word(LEFT - 8, y(value) + 4, "end", "tick", text(value)))
                .toList();
    }

    private List<Double> values() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i * step <= top * 1.0001; i++) values.add(i * step);
        return values;
    }

    private static String text(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(6));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
