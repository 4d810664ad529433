package dev.kehu.crash;

import dev.kehu.platform.eventstore.postgres.PostgresServer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} at random moments under load: nothing acknowledged is lost, nothing is doubled,
 * views equal the fold of the store. {@code -Dkehu.kills=50} for the long form; {@code
 * -Dkehu.seed=N} repeats a run's choices; {@code -Dkehu.pace=50} sends about that many events a
 * second instead of as many as are taken.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PostgresServer")
class KillUnderLoadIT {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int PACE = Integer.getInteger("kehu.pace", 0);

    @TempDir Path directory;

    private static int kills(int usual) {
        int kills = Integer.getInteger("kehu.kills", usual);
        System.err.println("kills " + kills + ", seed " + SEED);
        return kills;
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        int kills = kills(2);
        Random random = new Random(SEED);
        Path data = directory.resolve("data");
        Load load = new Load(PACE == 0 ? Duration.ZERO : Load.pause(PACE));
        for (int kill = 0; kill < kills; kill++) {
            Child child = Child.serve(data, Map.of());
            CountDownLatch loaded = new CountDownLatch(1 + random.nextInt(4 * Load.SENDERS));
            Load.Running running = load.start(child, random, loaded);
            inTheMidst(loaded, random);
            child.kill();
            running.end();
        }
        check(load, data, Map.of());
    }

    /** Either side is killed: the program, or the server under it, which then comes back alone. */
    @Test
    void keepsWhatItAcknowledgedInPostgres() throws Exception {
        PostgresServer server = PostgresServer.shared();
        Assumptions.assumeTrue(server.ours(), "another server is not ours to kill");
        int kills = kills(3);
        Random random = new Random(SEED);
        Path data = directory.resolve("data");
        Map<String, String> settings = Child.postgres(server);
        Load load = new Load(Load.pause(PACE == 0 ? 50 : PACE));
        Child child = Child.serve(data, settings);
        int programs = 0;
        for (int kill = 0; kill < kills; kill++) {
            CountDownLatch loaded = new CountDownLatch(1 + random.nextInt(2 * Load.SENDERS));
            Load.Running running = load.start(child, random, loaded);
            inTheMidst(loaded, random);
            if (kill % 3 == 0 || random.nextBoolean()) {
                programs++;
                child.kill();
                running.end();
                child = Child.serve(data, settings);
            } else {
                server.kill();
                int before = load.acknowledged();
                server.start();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> load.acknowledged() > before);
                running.end();
            }
        }
        System.err.println("programs killed " + programs + ", servers " + (kills - programs));
        child.kill();
        check(load, data, settings);
    }

    /** A moment inside a batch, not between two. */
    private static void inTheMidst(CountDownLatch loaded, Random random)
            throws InterruptedException {
        loaded.await(60, TimeUnit.SECONDS);
        new CountDownLatch(1).await(random.nextInt(400), TimeUnit.MILLISECONDS);
    }

    private static void check(Load load, Path data, Map<String, String> settings) throws Exception {
        System.err.println(load.figures());
        try (Child survivor = Child.serve(data, settings)) {
            Client client = Client.of(survivor.address());
            load.resendEverything(client);
            load.checkHistory(client);
            load.checkViews(client);
        }
    }
}
