package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.live.Streams;
import dev.kehu.platform.projection.ViewPositions;

import org.axonframework.queryhandling.QueryBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Live answers over real HTTP. */
@Timeout(120) // a live answer that should have been refused never ends
class LiveIT {
    private static final Instant NOON = Instant.parse("1997-06-02T12:00:00Z");
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context =
            ReadSide.start(
                    "kehu.live.heartbeat=100ms",
                    "kehu.live.streams-per-user=2",
                    "kehu.live.streams=3",
                    "server.tomcat.connection-timeout=1s");
    private final Story story = context.getBean(Story.class);
    private final Scenario given = new Scenario(story);
    private final List<Watcher> watchers = new ArrayList<>();

    @BeforeEach
    void twoCustomers() {
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        given.registers("customer-b", "C2", "Bob", "1997-01-01");
        given.orders("customer-a", "1997-01-01", "29.33");
        settled();
    }

    @AfterEach
    void stop() {
        watchers.forEach(Watcher::close);
        context.close();
        client.close();
    }

    private void settled() {
        Duration patience = Duration.ofSeconds(20);
        assertThat(context.getBean(ViewPositions.class).await(story.head(), patience)).isTrue();
    }

    private Watcher watch(String path, String... headers) throws Exception {
        Watcher watcher = Watcher.open(client, ReadSide.uri(context, path), headers);
        watchers.add(watcher);
        return watcher;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(ReadSide.uri(context, path));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    @Test
    void sendsTheStateAndThenEveryChangeUnderItsPosition() throws Exception {
        Watcher watcher = watch("/v1/customers/customer-a/live");
        Watcher.Event first = watcher.next();
        assertThat(first.name()).isEqualTo("customer");
        assertThat(first.id()).isEqualTo(3);
        assertThat(json(first.data())).isEqualTo(json(get("/v1/customers/customer-a").body()));
        given.orders("customer-a", "1997-01-18", "29.73");
        Watcher.Event second = watcher.next();
        assertThat(second.id()).isEqualTo(4);
        assertThat(json(second.data()).at("/interactions/count").asInt()).isEqualTo(2);
    }

    @Test
    void keepsSilentAboutOthersButForItsHeartbeat() throws Exception {
        Watcher watcher = watch("/v1/customers/customer-a/live");
        watcher.next();
        given.orders("customer-b", "1997-01-18", "29.73");
        settled();
        int beats = watcher.comments();
        await().until(() -> watcher.comments() > beats + 2);
        assertThat(watcher.waiting()).isZero();
    }

    @Test
    void followsAMergeToTheSurvivorAndBack() throws Exception {
        Watcher watcher = watch("/v1/customers/customer-b/live");
        assertThat(json(watcher.next().data()).get("id").asString()).isEqualTo("customer-b");
        given.merges("customer-a", "customer-b", "1997-06-01");
        settled();
        await().until(() -> watcher.last().id() == 5 && shows(watcher.last(), "customer-a"));
        given.separates("customer-a", "customer-b", "1997-06-02");
        settled();
        await().until(() -> watcher.last().id() == 7 && shows(watcher.last(), "customer-b"));
    }

    @Test
    void hearsOfTheSecondHalfOfASeparation() throws Exception {
        given.merges("customer-a", "customer-b", "1997-06-01");
        settled();
        Watcher watcher = watch("/v1/customers/customer-b/live");
        assertThat(watcher.next().id()).isEqualTo(5);
        CustomerId one = new CustomerId("customer-a"), other = new CustomerId("customer-b");
        story.tell("customer-a", new CustomerSeparated(one, other, null, NOON));
        await().until(() -> watcher.last().id() == 6);
        story.tell("customer-b", new CustomerRestored(other, one, null, NOON));
        await().until(() -> watcher.last().id() == 7 && shows(watcher.last(), "customer-b"));
    }

    private static boolean shows(Watcher.Event event, String id) {
        return json(event.data()).get("id").asString().equals(id);
    }

    @Test
    void sendsNothingAgainToAReaderWhoHasSeenIt() throws Exception {
        given.orders("customer-b", "1997-01-18", "29.73");
        settled();
        Watcher watcher = watch("/v1/customers/customer-a/live", "Last-Event-ID", "3");
        await().until(() -> watcher.comments() > 2);
        assertThat(watcher.waiting()).isZero();
        given.orders("customer-a", "1997-01-18", "29.73");
        assertThat(watcher.next().id()).isEqualTo(5);
    }

    @Test
    void sendsAtOnceWhatAReaderHasMissed() throws Exception {
        assertThat(watch("/v1/customers/customer-a/live?since=2").next().id()).isEqualTo(3);
        Watcher restored = watch("/v1/customers/customer-a/live", "Last-Event-ID", "99");
        assertThat(restored.next().id()).isEqualTo(3);
    }

    @Test
    void losesNothingAndRepeatsNothingWhileItsReaderComesAndGoes() throws Exception {
        long seed = new Random().nextLong(1_000_000);
        Random random = new Random(seed);
        int orders = 400;
        Thread writing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < orders; i++) {
                                        given.orders("customer-a", "1997-02-01", "1.00");
                                        Thread.yield();
                                    }
                                });
        long last = 0;
        int count = 0;
        while (count < orders + 1) {
            Watcher watcher =
                    Watcher.open(
                            client,
                            ReadSide.uri(context, "/v1/customers/customer-a/live"),
                            "Last-Event-ID",
                            Long.toString(last));
            for (int i = random.nextInt(4); i >= 0 && count < orders + 1; i--) {
                Watcher.Event event = watcher.next();
                int shown = json(event.data()).at("/interactions/count").asInt();
                assertThat(event.id()).as("seed %d", seed).isGreaterThan(last);
                assertThat(shown).as("seed %d", seed).isGreaterThan(count);
                last = event.id();
                count = shown;
            }
            watcher.close();
            await().until(() -> context.getBean(Streams.class).count() == 0);
        }
        writing.join();
        assertThat(last).isEqualTo(story.head());
    }

    @Test
    void opensOnlySoManyForOneAndForAll() throws Exception {
        watch("/v1/customers/customer-a/live", "X-User", "ann").next();
        watch("/v1/customers/customer-a/live", "X-User", "ann").next();
        HttpResponse<String> third = get("/v1/customers/customer-a/live", "X-User", "ann");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(json(third.body()).get("code").asString()).isEqualTo("live.too-many");
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        watch("/v1/customers/customer-a/live", "X-User", "bob").next();
        HttpResponse<String> fourth = get("/v1/customers/customer-a/live", "X-User", "cy");
        assertThat(fourth.statusCode()).isEqualTo(503);
        assertThat(json(fourth.body()).get("code").asString()).isEqualTo("live.full");
    }

    @Test
    void freesTheStreamsOfAReaderWhoLeft() throws Exception {
        for (int again = 0; again < 2; again++) {
            List<Watcher> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(watch("/v1/customers/customer-a/live", "X-User", "ann"));
                both.getLast().next();
            }
            assertThat(context.getBean(Streams.class).count()).isEqualTo(2);
            both.forEach(Watcher::close);
            await().until(() -> context.getBean(Streams.class).count() == 0);
        }
        assertThat(context.getBean(QueryBus.class).queryUpdateEmitter().activeSubscriptions())
                .isEmpty();
    }

    @Test
    void dropsAReaderWhoDoesNotRead() throws Exception {
        for (int i = 0; i < 500; i++)
            given.claims("customer-a", "contact-" + i, "a" + i + "@example.org", "1997-01-01");
        settled();
        Streams streams = context.getBean(Streams.class);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            int port = ReadSide.uri(context, "/").getPort();
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            OutputStream out = socket.getOutputStream();
            String request =
                    "GET /v1/customers/customer-a/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> streams.count() == 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                given.orders("customer-a", "1997-02-01", "1.00");
                                settled();
                                return streams.count() == 0;
                            });
        }
    }

    @Test
    void endsCleanlyWhenTheServerStops() throws Exception {
        Watcher watcher = watch("/v1/customers/customer-a/live");
        watcher.next();
        context.close();
        await().until(watcher::ended);
        assertThat(watcher.failure()).isNull();
    }

    @Test
    void saysNoBeforeItBegins() throws Exception {
        HttpResponse<String> unknown = get("/v1/customers/customer-x/live");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown.body()).get("code").asString()).isEqualTo("customer.unknown");
        assertThat(context.getBean(Streams.class).count()).isZero();
    }
}
