package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.writeside.WriteSide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * {@code kill -9} of the whole write side in the middle of its work. More kills by {@code
 * -Dkehu.kills=N}, other moments by {@code -Dkehu.seed=N}.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
    private static final int PAGE = 1_000;

    private static final int KILLS = Integer.getInteger("kehu.kills", 3);
    private static final long SEED = Long.getLong("kehu.seed", 19980630L);
    private static final int FEWEST = 50;
    private static final int MOST = 1500;

    @Test
    @Timeout(600)
    void keepsEveryAcknowledgedEvent(@TempDir Path directory) throws Exception {
        Random random = new Random(SEED);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            int moment = FEWEST + random.nextInt(MOST);
            System.out.printf("seed %d, kill %d after %d answers%n", SEED, kill, moment);
            Map<String, Long> mine = runUntil(directory, "k" + kill, moment);
            assertThat(mine).hasSizeGreaterThanOrEqualTo(moment);
            acknowledged.putAll(mine);
            checkAfter(directory, acknowledged, mine);
        }
    }

    /** What was acknowledged up to the kill, and what was on its way out of the process then. */
    private static Map<String, Long> runUntil(Path directory, String life, int moment)
            throws IOException, InterruptedException {
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                directory.toString(),
                                life)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Map<String, Long> acknowledged = new HashMap<>();
        try (BufferedReader lines = victim.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith(life + "-") && line.matches("\\S+ \\d+")) {
                    String[] parts = line.split(" ");
                    assertThat(acknowledged.put(parts[0], Long.valueOf(parts[1]))).isNull();
                }
                assertThat(line).as("an answer other than accepted").doesNotStartWith("?");
                if (acknowledged.size() == moment) {
                    victim.toHandle().destroyForcibly(); // SIGKILL, but what is in the pipe is kept
                }
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private static List<RecordedEvent> all(EventHistory history) {
        List<RecordedEvent> all = new ArrayList<>();
        for (List<RecordedEvent> page = history.readAfter(0, PAGE);
                !page.isEmpty();
                page = history.readAfter(page.getLast().position(), PAGE)) {
            all.addAll(page);
        }
        return all;
    }

    private static void checkAfter(
            Path directory, Map<String, Long> acknowledged, Map<String, Long> mine) {
        try (WriteSide kehu = WriteSide.open(directory)) {
            EventHistory history = kehu.get(EventHistory.class);
            List<RecordedEvent> events = all(history);
            whole(events);
            Map<String, Long> recorded = recorded(events);
            assertThat(recorded).containsAllEntriesOf(acknowledged);
            BatchIntake intake = kehu.get(BatchIntake.class);
            mine.forEach(
                    (id, position) -> {
                        ItemResult again = Victim.send(intake, id);
                        assertThat(again.status()).isEqualTo("duplicate");
                        assertThat(again.position()).isEqualTo(position);
                    });
            assertThat(history.head()).isEqualTo(events.size());
            sendTheUnanswered(intake, recorded, mine);
            List<RecordedEvent> after = all(history);
            whole(after);
            recorded(after);
        }
    }

    /** Whatever each thread would have sent next was recorded or was not: never twice. */
    private static void sendTheUnanswered(
            BatchIntake intake, Map<String, Long> recorded, Map<String, Long> mine) {
        String life = mine.keySet().iterator().next().split("-")[0];
        for (int thread = 0; thread < Victim.THREADS; thread++) {
            int next = 0;
            while (mine.containsKey(life + "-" + thread + "-" + next)) {
                next++;
            }
            String id = life + "-" + thread + "-" + next;
            String expected = recorded.containsKey(id) ? "duplicate" : "accepted";
            assertThat(Victim.send(intake, id).status()).isEqualTo(expected);
            assertThat(Victim.send(intake, id).status()).isEqualTo("duplicate");
        }
    }

    /** Positions and the seqs of every stream have no holes. */
    private static void whole(List<RecordedEvent> events) {
        Map<String, Long> seqs = new HashMap<>();
        long position = 0;
        for (RecordedEvent event : events) {
            assertThat(event.position()).isEqualTo(++position);
            long before = seqs.getOrDefault(event.stream(), -1L);
            assertThat(event.seq()).as(event.stream()).isEqualTo(before + 1);
            seqs.put(event.stream(), event.seq());
        }
    }

    private static Map<String, Long> recorded(List<RecordedEvent> events) {
        Map<String, Long> recorded = new HashMap<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof InteractionRecorded it) {
                assertThat(recorded.put(it.id(), event.position())).as("twice").isNull();
            }
        }
        return recorded;
    }
}
