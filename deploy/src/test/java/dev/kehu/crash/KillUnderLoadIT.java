package dev.kehu.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code kill -9} at random moments under load: nothing acknowledged is lost, nothing is doubled,
 * views equal the fold of the store. {@code -Dkehu.kills=50} for the long form; {@code
 * -Dkehu.seed=N} repeats a run's choices; {@code -Dkehu.pace=50} sends that many events a second
 * instead of as many as are taken.
 */
class KillUnderLoadIT {
    private static final int KILLS = Integer.getInteger("kehu.kills", 2);
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int PACE = Integer.getInteger("kehu.pace", 0);
    private static final int SENDERS = 6;
    private static final int BATCH = 10;
    private static final int PEOPLE = 40;

    @TempDir Path directory;

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong turns = new AtomicLong(System.nanoTime());

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        System.out.println("kills " + KILLS + ", seed " + SEED);
        Random random = new Random(SEED);
        Path data = directory.resolve("data");
        for (int kill = 0; kill < KILLS; kill++) {
            loadUntilKilled(Child.serve(data), random);
        }
        System.out.println("acknowledged " + acknowledged.size() + " of " + sent.size() + " sent");
        try (Child survivor = Child.serve(data)) {
            Client client = Client.of(survivor.address());
            resendEverything(client);
            checkHistory(client);
            checkViews(client);
        }
    }

    private void loadUntilKilled(Child child, Random random) throws InterruptedException {
        CountDownLatch loaded = new CountDownLatch(1 + random.nextInt(4 * SENDERS));
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Random mine = new Random(random.nextLong());
            senders.add(
                    Thread.startVirtualThread(
                            () -> sendUntilGone(Client.of(child.address()), mine, loaded)));
        }
        loaded.await(60, TimeUnit.SECONDS);
        // a moment inside a batch, not between two
        new CountDownLatch(1).await(random.nextInt(400), TimeUnit.MILLISECONDS);
        child.kill();
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private void sendUntilGone(Client client, Random random, CountDownLatch loaded) {
        try {
            while (true) {
                List<String> batch = new ArrayList<>();
                int size = PACE == 0 ? BATCH : 1 + random.nextInt(BATCH);
                turn(size);
                for (int i = 0; i < size; i++) {
                    batch.add(event("e" + next.incrementAndGet(), random));
                }
                note(batch, client.send(batch));
                loaded.countDown();
            }
        } catch (IOException | InterruptedException gone) {
            loaded.countDown(); // killed: what was not answered may or may not be there
        }
    }

    /** Waits for the next turn of the pace all senders share. */
    private void turn(int events) throws InterruptedException {
        if (PACE > 0) {
            long length = TimeUnit.SECONDS.toNanos(events) / PACE;
            long now = System.nanoTime();
            long mine = turns.updateAndGet(last -> Math.max(last, now) + length) - length;
            new CountDownLatch(1).await(mine - now, TimeUnit.NANOSECONDS);
        }
    }

    private String event(String id, Random random) {
        int person = random.nextInt(PEOPLE);
        String customer =
                random.nextInt(4) == 0
                        ? "{\"contact\":{\"kind\":\"email\",\"value\":\"p%d@example.org\"}}"
                                .formatted(person)
                        : "{\"code\":\"P-%d\"}".formatted(person);
        String event =
                random.nextInt(8) == 0
                        ? """
                        {"specversion":"1.0","id":"%s","source":"/crash","type":"dev.kehu.customer.v1","time":"1997-01-01T00:00:00Z",
                         "data":{"code":"P-%d","name":"Person %d"}}\
                        """
                                .formatted(id, person, person)
                        : """
                        {"specversion":"1.0","id":"%s","source":"/crash","type":"dev.kehu.interaction.v1","time":"1997-%02d-02T12:00:00Z",
                         "data":{"channel":"web","direction":"inbound","kind":"order","customer":%s,"summary":"crash",
                         "amount":{"value":"%d.25","currency":"USD"}}}\
                        """
                                .formatted(
                                        id, 1 + random.nextInt(12), customer, random.nextInt(100));
        sent.put(id, event);
        return event;
    }

    private void note(List<String> batch, JsonNode results) {
        assertThat(results.size()).isEqualTo(batch.size());
        for (JsonNode result : results) {
            assertThat(result.get("status").asString()).isIn("accepted", "quarantined");
            acknowledged.put(result.get("id").asString(), result.get("position").asLong());
        }
    }

    private void resendEverything(Client client) throws Exception {
        List<String> ids = List.copyOf(sent.keySet());
        for (int from = 0; from < ids.size(); from += 500) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + 500));
            JsonNode results = client.send(part.stream().map(sent::get).toList());
            for (JsonNode result : results) {
                assertThat(result.get("status").asString())
                        .isIn("accepted", "quarantined", "duplicate");
                if (acknowledged.containsKey(result.get("id").asString())) {
                    assertThat(result.get("status").asString()).isEqualTo("duplicate");
                }
            }
        }
    }

    private void checkHistory(Client client) throws Exception {
        Map<String, Long> recorded = new HashMap<>();
        Map<String, Long> lastSeq = new TreeMap<>();
        long position = 0;
        for (JsonNode event : client.lines("/v1/events/export?limit=1000000")) {
            assertThat(event.get("position").asLong()).as("dense").isEqualTo(++position);
            String stream = event.get("stream").asString();
            assertThat(event.get("seq").asLong())
                    .as(stream)
                    .isEqualTo(lastSeq.merge(stream, 0L, (a, b) -> a + 1));
            if (!event.get("id").isNull()) {
                assertThat(recorded.put(event.get("id").asString(), position))
                        .as("doubled")
                        .isNull();
            }
        }
        assertThat(recorded.keySet()).isEqualTo(sent.keySet());
        acknowledged.forEach((id, at) -> assertThat(recorded.get(id)).as(id).isEqualTo(at));
    }

    /**
     * A look back at the end of time is folded from the store itself; the live answer comes from
     * the documents.
     */
    private void checkViews(Client client) throws Exception {
        long head = client.get("/v1/customers?limit=1").get("storePosition").asLong();
        JsonNode list = client.get("/v1/customers?limit=500&after=" + head);
        assertThat(list.get("items").size()).isPositive();
        for (JsonNode row : list.get("items")) {
            String id = row.get("id").asString();
            for (String view : List.of("", "/timeline", "/value-history")) {
                String path = "/v1/customers/" + id + view;
                assertThat(withoutFreshness(client.get(path + "?after=" + head)))
                        .as(path)
                        .isEqualTo(withoutFreshness(client.get(path + "?knownAt=2999-01-01")));
            }
        }
    }

    private static JsonNode withoutFreshness(JsonNode answer) {
        return ((tools.jackson.databind.node.ObjectNode) answer)
                .remove(List.of("position", "storePosition", "behind", "next"));
    }
}
