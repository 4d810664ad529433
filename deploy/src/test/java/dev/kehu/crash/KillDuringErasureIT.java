package dev.kehu.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} at a random moment of an erasure: it never began, or the next start finishes it;
 * nobody is erased by half. {@code -Dkehu.kills=30} for the long form.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillDuringErasureIT {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path directory;

    @Test
    void isFinishedOrNeverBegan() throws Exception {
        int kills = Integer.getInteger("kehu.kills", 1);
        System.err.println("kills " + kills + ", seed " + SEED);
        Random random = new Random(SEED);
        Canaries canaries = new Canaries(SEED);
        Path data = directory.resolve("data");
        Child child = Child.serve(data, Map.of());
        int erased = 0;
        for (int kill = 0; kill < kills; kill++) {
            Person person = canaries.person();
            Client client = Client.of(child.address());
            String id = client.send(person.events(0)).get(0).path("customerId").asString();
            await().atMost(PATIENCE).until(() -> name(client, id).equals(person.name()));
            String path = "/v1/customers/" + id + "/erasure";
            var asked = CompletableFuture.runAsync(() -> client.erase(path));
            new CountDownLatch(1).await(random.nextInt(600), TimeUnit.MILLISECONDS);
            child.kill();
            asked.exceptionally(cutOff -> null).join();
            child = Child.serve(data, Map.of());
            Client again = Client.of(child.address());
            if (again.status(path) == 404 && name(again, id).equals(person.name())) {
                continue;
            }
            erased++;
            await().atMost(PATIENCE).until(() -> again.status(path) == 200);
            assertThat(again.get("/v1/customers/" + id).path("status").asString())
                    .isEqualTo("erased");
            child.close();
            assertThat(Canaries.found(data, person.theirs())).isEmpty();
            child = Child.serve(data, Map.of());
        }
        System.err.println("erased " + erased + " of " + kills);
        child.close();
    }

    private static String name(Client client, String id) throws Exception {
        JsonNode customer = client.get("/v1/customers/" + id);
        return customer.path("name").asString("");
    }
}
