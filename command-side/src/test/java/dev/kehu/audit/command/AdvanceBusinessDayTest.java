package dev.kehu.audit.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;

class AdvanceBusinessDayTest {
    private static AdvanceBusinessDay to(String day) {
        return new AdvanceBusinessDay(LocalDate.parse(day), Firm.WHEN);
    }

    @Test
    void setsTheDayForwardOnlyAndKeepsIt(@TempDir Path directory) {
        try (Firm firm = Firm.in(directory)) {
            firm.send(to("1998-06-30"));
            assertThat(firm.get(BusinessClock.class).today()).isEqualTo("1998-06-30");
            firm.send(to("1998-06-30"));
            assertThat(firm.after(0)).containsExactly("calendar.advanced");
            firm.refuses("calendar.backwards", to("1998-06-29"));
            firm.send(to("1998-07-01"));
        }
        try (Firm firm = Firm.in(directory)) {
            assertThat(firm.get(BusinessClock.class).today()).isEqualTo("1998-07-01");
            assertThat(firm.get(BusinessClock.class).now())
                    .isBetween("1998-07-01T00:00:00Z", "1998-07-02T00:00:00Z");
        }
    }
}
