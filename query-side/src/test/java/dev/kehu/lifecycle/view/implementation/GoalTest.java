package dev.kehu.lifecycle.view.implementation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.lifecycle.view.implementation.Goal.Point;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

class GoalTest {
    private final Goal begun =
            new Goal(
                    "calls",
                    "calls",
                    "up",
                    "reported",
                    BigDecimal.valueOf(20),
                    "1997-12-31",
                    BigDecimal.ONE,
                    1,
                    null,
                    "ann",
                    "reported",
                    0,
                    List.of(point("1997-01-15", 10)));

    private static Point point(String day, int value) {
        return new Point(day, BigDecimal.valueOf(value), "ann", null);
    }

    @Test
    void standsWhereTheLatestDayLeftItWhateverIsSaidOfEarlierOnes() {
        Goal goal = begun.with(point("1997-01-12", 5));
        assertThat(goal.current()).isEqualByComparingTo("10");
        assertThat(goal.baseline()).isEqualByComparingTo("10");
        assertThat(goal.until("1997-01-13").getLast().value()).isEqualByComparingTo("5");
        assertThat(goal.until("1997-01-11").getLast().value()).isEqualByComparingTo("10");
        assertThat(goal.with(point("1997-01-15", 12)).current()).isEqualByComparingTo("12");
    }
}
