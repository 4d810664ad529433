package dev.kehu.customer.view.report;

import dev.kehu.customer.view.columns.Copy;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.analysis.report.Reports;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.world.Story;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** All reports over a copy of a story, on a business day. */
final class Asking implements AutoCloseable {
    private final Copy copy;
    final Reports reports;

    Asking(Path folder, Story story, LocalDate today) {
        copy = new Copy(folder, story).settled();
        reports =
                new Reports(
                        List.of(
                                new Cohorts(),
                                new Retention(),
                                new RecencyFrequencyMoney(),
                                new ChannelMix(),
                                new FirstResponse(),
                                new RepeatInterval(),
                                new Churn(),
                                new Products()),
                        copy.analysis,
                        story,
                        new Fixed(today),
                        ViewSettings.in(Copy.ZONE));
    }

    /** The real time has nothing to say here. */
    private record Fixed(LocalDate today) implements BusinessClock {
        @Override
        public Instant real() {
            return Instant.parse("2026-03-01T08:00:00Z");
        }

        @Override
        public Instant now() {
            return real();
        }
    }

    /** Rows as texts, cells joined by a bar. */
    List<String> lines(String report, Map<String, String> asked) {
        return reports.read(report, asked).rows().stream()
                .map(row -> String.join("|", row.stream().map(Asking::text).toList()))
                .toList();
    }

    private static String text(@Nullable Object cell) {
        return cell instanceof BigDecimal decimal ? Raw.plain(decimal) : String.valueOf(cell);
    }

    @Override
    public void close() {
        copy.close();
    }
}
