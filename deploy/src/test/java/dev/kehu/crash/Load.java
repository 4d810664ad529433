package dev.kehu.crash;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What senders send until they are told to stop, what was acknowledged, and whether it is there.
 */
final class Load {
    static final int SENDERS = 6;
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BATCH = 10;
    private static final int PEOPLE = 40;

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Duration pause;

    /**
     * @param pause of a sender between two batches of ten
     */
    Load(Duration pause) {
        this.pause = pause;
    }

    /** Between two batches of a sender, so that all send about that many events a second. */
    static Duration pause(int pace) {
        return Duration.ofSeconds(SENDERS * BATCH).dividedBy(pace);
    }

    String figures() {
        return "acknowledged " + acknowledged.size() + " of " + sent.size() + " sent";
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** Senders at work on one program; what one of them finds wrong ends the test. */
    record Running(List<CompletableFuture<Void>> senders, CountDownLatch stop) {
        void end() {
            stop.countDown();
            senders.forEach(CompletableFuture::join);
        }
    }

    /**
     * @param loaded counts batches, and senders that met an end
     */
    Running start(Child child, Random random, CountDownLatch loaded) {
        CountDownLatch stop = new CountDownLatch(1);
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Random mine = new Random(random.nextLong());
            senders.add(
                    CompletableFuture.runAsync(
                            () -> send(child, mine, loaded, stop), Thread::startVirtualThread));
        }
        return new Running(senders, stop);
    }

    private void send(Child child, Random random, CountDownLatch loaded, CountDownLatch stop) {
        Client client = Client.of(child.address());
        try {
            do {
                batch(client, random);
                loaded.countDown();
            } while (child.isAlive() && !stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void batch(Client client, Random random) throws InterruptedException {
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(event("e" + next.incrementAndGet(), random));
        }
        JsonNode results;
        try {
            results = client.send(batch);
        } catch (IOException gone) {
            return; // what was not answered may or may not be there
        }
        assertThat(results.size()).isEqualTo(BATCH);
        note(results);
    }

    /** Sends a single event, whatever comes of it. */
    HttpResponse<String> one(Client client, Random random) throws Exception {
        HttpResponse<String> answer =
                client.post(List.of(event("e" + next.incrementAndGet(), random)));
        if (answer.statusCode() == 200) {
            note(JSON.readTree(answer.body()).get("results"));
        }
        return answer;
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

    private void note(JsonNode results) {
        for (JsonNode result : results) {
            String status = result.get("status").asString();
            if (status.equals("rejected")) { // the store was away: it may or may not be there
                assertThat(result.get("problem").get("code").asString()).startsWith("store.");
            } else {
                assertThat(status).isIn("accepted", "quarantined");
                acknowledged.put(result.get("id").asString(), result.get("position").asLong());
            }
        }
    }

    void resendEverything(Client client) throws Exception {
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

    void checkHistory(Client client) throws Exception {
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
    void checkViews(Client client) throws Exception {
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
