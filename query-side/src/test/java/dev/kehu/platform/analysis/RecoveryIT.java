package dev.kehu.platform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@Execution(ExecutionMode.CONCURRENT)
class RecoveryIT {
    @TempDir Path folder;

    private final AtomicInteger met = new AtomicInteger();

    private final class Failing implements Content {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public List<Table> tables() {
            return List.of(
                    Table.ofRows(
                            "seen",
                            "",
                            List.of(
                                    new Column("occurred_at", "TIMESTAMP", ""),
                                    new Column("recorded_at", "TIMESTAMP", ""))));
        }

        @Override
        public void rows(RecordedEvent event, Rows rows) {
            if (met.getAndIncrement() == 0) throw new OutOfMemoryError("for this test");
            rows.add("seen", List.of(event.recordedAt(), event.recordedAt()));
        }
    }

    @Test
    void goesOnAfterAnErrorOfTheMachine() {
        Story story = new Story("story");
        new Scenario(story).orders("customer-1", "1997-01-02", "1.00");
        var settings =
                new AnalysisSettings(
                        folder,
                        Path.of("target", "native").toAbsolutePath(),
                        Duration.ZERO,
                        Duration.ofMillis(50),
                        Duration.ZERO,
                        new Limits("128MB", 1, Duration.ofSeconds(3), 100, 100_000, 1));
        try (Analysis analysis = new Analysis(settings, new Failing(), story)) {
            analysis.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> analysis.position() == story.head() && met.get() > 1);
            assertThat(analysis.state()).isEqualTo(Analysis.State.OPEN);
        }
    }
}
