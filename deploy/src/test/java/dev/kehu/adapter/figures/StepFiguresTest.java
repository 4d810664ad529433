package dev.kehu.adapter.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadline.Deadline;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.state.StateDatabase;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

class StepFiguresTest {
    private static final Instant NOW = Instant.parse("1998-06-30T10:00:00Z");

    private DataDirectory data;
    private StateDatabase state;

    @BeforeEach
    void open(@TempDir Path directory) {
        data = DataDirectory.open(directory.resolve("data"));
        state = StateDatabase.open(data);
    }

    @AfterEach
    void close() {
        state.close();
        data.close();
    }

    private record Frozen(Instant now) implements BusinessClock {
        @Override
        public Instant real() {
            return Instant.EPOCH; // deadlines are of business time
        }

        @Override
        public LocalDate today() {
            return LocalDate.EPOCH;
        }
    }

    @Test
    void countWhatWaitsWhatIsDueAndWhatIsParked() {
        Outbox outbox = new Outbox(state);
        Deadlines deadlines = new Deadlines(state);
        DeadLetters dead = new DeadLetters(state);
        var registry = new SimpleMeterRegistry();
        new StepFigures(outbox, deadlines, dead, new Frozen(NOW)).bindTo(registry);
        assertThat(registry.get("kehu.outbox.waiting").gauge().value()).isZero();
        for (int i = 0; i < 3; i++) {
            outbox.put("automation", "a", "step-" + i, "Note", "{}");
        }
        deadlines.set(new Deadline("automation", "a", "now", NOW));
        deadlines.set(new Deadline("automation", "b", "now", NOW));
        deadlines.set(new Deadline("automation", "a", "later", NOW.plusMillis(1)));
        dead.park("saga-s", "s@1", "event", 1, null, "step.failed", NOW);
        dead.park("saga-s", "s@1", "event", 2, null, DeadLetters.BEHIND, NOW);
        assertThat(registry.get("kehu.outbox.waiting").gauge().value()).isEqualTo(3);
        assertThat(registry.get("kehu.deadlines.due").gauge().value()).isEqualTo(2);
        assertThat(registry.get("kehu.parked.steps").gauge().value()).isEqualTo(1);
    }
}
