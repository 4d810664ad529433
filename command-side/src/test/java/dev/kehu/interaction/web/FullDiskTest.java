package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.Mount;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.writeside.WriteSide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A disk of 40 MB with events, keys and state on it: filled, freed, and used again. */
@Timeout(300)
class FullDiskTest {
    private final Map<String, Long> acknowledged = new HashMap<>();
    private int sent;

    @Test
    void refusesWhileTheDiskIsFullAndGoesOnWithoutARestart(@TempDir Path temp) throws Exception {
        try (Mount disk = Mount.at(temp.resolve("disk"), "size=40m")) {
            Path data = disk.directory().resolve("data");
            Path ballast = disk.directory().resolve("ballast");
            try (WriteSide kehu = WriteSide.open(data)) {
                BatchIntake intake = kehu.get(BatchIntake.class);
                EventHistory history = kehu.get(EventHistory.class);
                for (int round = 0; round < 3; round++) {
                    record(intake, 20);
                    fill(ballast);
                    refused(intake);
                    assertThat(kehu.get(GroupCommitEngine.class).writing()).isTrue();
                    assertThat(history.readAfter(0, 10)).hasSize(10);
                    Files.delete(ballast);
                    record(intake, 20);
                }
                allThere(history.readAfter(0, 1_000_000));
            }
            for (String file : List.of("events.db", "keys.db", "state.db")) {
                assertThat(integrity(data.resolve(file))).as(file).isEqualTo("ok");
            }
            try (WriteSide again = WriteSide.open(data)) {
                allThere(again.get(EventHistory.class).readAfter(0, 1_000_000));
            }
        }
    }

    private void record(BatchIntake intake, int count) {
        for (int i = 0; i < count; i++) {
            ItemResult result = send(intake);
            assertThat(result.status()).isEqualTo("accepted");
            acknowledged.put(result.id(), result.position());
        }
    }

    /** Each of a person of its own, so that every one needs a new key. */
    private ItemResult send(BatchIntake intake) {
        String event =
                """
                {"specversion":"1.0","id":"e%d","source":"/full","type":"dev.kehu.interaction.v1","time":"1997-01-18T12:00:00Z",
                 "data":{"channel":"web","direction":"inbound","kind":"order","summary":"%s",
                         "customer":{"contact":{"kind":"email","value":"c%d@example.org"}}}}\
                """
                        .formatted(sent, "s".repeat(4000), sent);
        sent++;
        return intake.take(List.of(event.getBytes(StandardCharsets.UTF_8)), Origin.of("shop"))
                .getFirst();
    }

    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    /** What the files hold in reserve is used up first. */
    private void refused(BatchIntake intake) {
        int refusals = 0;
        for (int i = 0; i < 3000 && refusals < 10; i++) {
            String id = "e" + sent;
            ItemResult[] result = new ItemResult[1];
            Throwable why = catchThrowable(() -> result[0] = send(intake));
            if (why == null) {
                assertThat(result[0].status()).isEqualTo("accepted");
                acknowledged.put(id, result[0].position());
            } else {
                assertThat(why)
                        .isInstanceOfSatisfying(
                                StoreUnavailable.class,
                                e -> assertThat(e.code()).isEqualTo("store.full"));
                refusals++;
            }
        }
        assertThat(refusals).isEqualTo(10);
    }

    private void allThere(List<RecordedEvent> events) {
        Map<String, Long> recorded = new HashMap<>();
        Map<String, Long> seqs = new HashMap<>();
        long position = 0;
        for (RecordedEvent event : events) {
            assertThat(event.position()).isEqualTo(++position);
            assertThat(event.seq())
                    .as(event.stream())
                    .isEqualTo(seqs.merge(event.stream(), 0L, (last, none) -> last + 1));
            if (event.payload()
                    instanceof dev.kehu.interaction.api.InteractionEvent.InteractionRecorded it) {
                assertThat(recorded.put(it.id(), event.position())).as("twice").isNull();
            }
        }
        assertThat(recorded).as("nothing refused was recorded").isEqualTo(acknowledged);
    }

    private static String integrity(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }
}
