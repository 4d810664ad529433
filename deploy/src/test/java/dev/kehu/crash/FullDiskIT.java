package dev.kehu.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.datadir.Mount;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * The whole program on a disk of 40 MB that fills up under load and is freed again: it says so,
 * goes on reading, and takes events again without a restart.
 */
@Timeout(600)
class FullDiskIT {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void goesOnWithoutARestartWhenTheDiskIsFreed(@TempDir Path temp) throws Exception {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        try (Mount disk = Mount.at(temp.resolve("disk"), "size=40m")) {
            Path data = disk.directory().resolve("data");
            Load load = new Load(Load.pause(200));
            try (Child kehu = Child.serve(data, Map.of())) {
                Client client = Client.of(kehu.address());
                for (int round = 0; round < 2; round++) {
                    CountDownLatch loaded = new CountDownLatch(2 * Load.SENDERS);
                    Load.Running running = load.start(kehu, random, loaded);
                    loaded.await();
                    fill(disk.directory().resolve("ballast"));
                    saysSoAndReads(load, client, random);
                    Files.delete(disk.directory().resolve("ballast"));
                    int before = load.acknowledged();
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> load.acknowledged() > before + 200);
                    running.end();
                }
                check(load, client);
            }
            try (Child again = Child.serve(data, Map.of())) {
                check(load, Client.of(again.address()));
            }
        }
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

    /** Files have a little in reserve, which the load uses up. */
    private static void saysSoAndReads(Load load, Client client, Random random) throws Exception {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            HttpResponse<String> answer = load.one(client, random);
                            assertThat(answer.statusCode()).isEqualTo(503);
                            assertThat(answer.body()).contains("\"store.full\"");
                            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                        });
        for (int read = 0; read < 20; read++) {
            assertThat(client.status("/v1/customers?limit=5")).isEqualTo(200);
            assertThat(client.status("/v1/events/export?limit=5")).isEqualTo(200);
        }
    }

    private static void check(Load load, Client client) throws Exception {
        load.resendEverything(client);
        load.checkHistory(client);
        load.checkViews(client);
    }
}
