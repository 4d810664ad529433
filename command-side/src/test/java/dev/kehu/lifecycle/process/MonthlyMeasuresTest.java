package dev.kehu.lifecycle.process;

import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Two years in a moment. */
class MonthlyMeasuresTest extends DrivenProject {
    @Test
    void measuresOnTheSameDayOfEachMonthThatIsLongEnough() {
        then(goal("1997-06-10", Instant.parse("1997-01-30T12:00:00Z")))
                .whenTimeElapses(Duration.ofDays(200))
                .expectDispatchedCommands(
                        measure("1997-02-28", "1997-03-01"),
                        measure("1997-03-30", "1997-03-31"),
                        measure("1997-04-30", "1997-05-01"),
                        measure("1997-05-30", "1997-05-31"),
                        measure("1997-06-10", "1997-06-11"))
                .expectNoScheduledDeadlines();
    }

    @Test
    void measuresEveryMonthOfTwoYearsAndOnTheLastDay() {
        TakeMeasurement[] all = new TakeMeasurement[24];
        LocalDate day = DAY;
        for (int i = 0; i < 23; i++) {
            day = day.plusMonths(1);
            all[i] = measure(day.toString(), day.plusDays(1).toString());
        }
        all[23] = measure("1999-01-05", "1999-01-06");
        then(goal())
                .whenTimeElapses(Duration.ofDays(3 * 365))
                .expectDispatchedCommands((Object[]) all)
                .expectNoScheduledDeadlines();
    }
}
