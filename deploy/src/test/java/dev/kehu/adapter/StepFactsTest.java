package dev.kehu.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.control.Finding;
import dev.kehu.control.Finding.State;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

class StepFactsTest {
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

    private Finding finding() {
        return finding(state);
    }

    private static Finding finding(StateDatabase state) {
        return new StepFacts(new Outbox(state), new DeadLetters(state), state)
                .findings()
                .getFirst();
    }

    @Test
    void areWellWhileNothingIsParked() {
        new Outbox(state).put("automation", "a", "1", "Note", "{}");
        assertThat(finding().state()).isEqualTo(State.OK);
        assertThat(finding().figures()).isEqualTo(Map.of("outbox", 1L, "parked", 0L, "behind", 0L));
    }

    @Test
    void sayWhereTheyAreKeptAndThatItIsAway() {
        assertThat(finding().detail()).contains("state.db");
        PostgresDatabase nowhere =
                new PostgresDatabase(
                        "jdbc:postgresql://127.0.0.1:1/none",
                        new Account("kehu", "secret"),
                        Limits.USUAL);
        try (StateDatabase away = new StateDatabase(new PostgresHome(nowhere, session -> {}))) {
            assertThat(finding(away).state()).isEqualTo(State.FAILED);
            assertThat(finding(away).detail()).contains("PostgreSQL", "store.unreachable");
        }
    }

    @Test
    void warnOfWhatIsParkedAndSayWhereToLook() {
        DeadLetters dead = new DeadLetters(state);
        dead.park("saga-s", "s@1", "event", 1, null, "step.failed", Instant.EPOCH);
        dead.park("saga-s", "s@1", "event", 2, null, DeadLetters.BEHIND, Instant.EPOCH);
        dead.park("saga-s", "s@1", "event", 3, null, DeadLetters.BEHIND, Instant.EPOCH);
        assertThat(finding().state()).isEqualTo(State.WARNING);
        assertThat(finding().detail())
                .contains("1 steps parked and 2 behind", "/v1/audit/parked-steps");
        assertThat(finding().figures()).containsEntry("parked", 1L).containsEntry("behind", 2L);
    }
}
