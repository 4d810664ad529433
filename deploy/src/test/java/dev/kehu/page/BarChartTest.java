package dev.kehu.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.page.BarChart.Bar;
import dev.kehu.page.BarChart.Line;
import dev.kehu.page.Reading.Month;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

class BarChartTest {
    @Test
    void drawsMonthsWithoutOrdersToo() {
        assertThat(of(month("1997-01", "10"), month("1997-04", "20")).bars())
                .extracting(bar -> bar.value().toPlainString())
                .containsExactly("10", "0", "0", "20");
    }

    @Test
    void drawsBarsAsHighAsTheirValue() {
        List<Bar> bars = of(month("1997-01", "10"), month("1997-02", "20")).bars();
        assertThat(bars.get(1).height()).isEqualTo(2 * bars.get(0).height());
        assertThat(bars.get(1).y() + bars.get(1).height())
                .isEqualTo(bars.get(0).y() + bars.get(0).height());
    }

    @Test
    void staysInsideItsFrameAndShowsTheNewest() {
        Month[] many =
                Stream.iterate(YearMonth.of(1990, 1), m -> m.plusMonths(1))
                        .limit(100)
                        .map(m -> month(m.toString(), "3"))
                        .toArray(Month[]::new);
        List<Bar> bars = of(many).bars();
        assertThat(bars)
                .hasSize(BarChart.MOST)
                .allMatch(b -> b.x() + b.width() <= BarChart.WIDTH && b.y() >= 0);
        assertThat(bars.get(bars.size() - 1).month()).isEqualTo(YearMonth.of(1998, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "0,1",
        "1,1",
        "4.99,5",
        "5,5",
        "5.01,6",
        "29.33,30",
        "71.17,80",
        "120,150",
        "1286.01,1500",
        "9000000,10000000"
    })
    void endsItsScaleOnARoundNumberAboveTheHighest(String highest, String top) {
        List<Line> lines = of(month("1997-01", highest)).lines();
        assertThat(lines.get(lines.size() - 1).value()).isEqualByComparingTo(top);
        assertThat(lines).hasSizeBetween(2, 7);
    }

    @Test
    void isEmptyWithoutMonths() {
        assertThat(of().bars()).isEmpty();
    }

    private static BarChart of(Month... months) {
        return BarChart.of(List.of(months), Month::value);
    }

    private static Month month(String month, String value) {
        return new Month(YearMonth.parse(month), 1, new BigDecimal(value), "USD");
    }
}
