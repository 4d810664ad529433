package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.live.Streams;
import dev.kehu.platform.projection.ViewPositions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Live timelines and live lists of customers over real HTTP; each test has customers of its own.
 */
@Timeout(120)
class LiveListsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static int tests;

    private static ConfigurableApplicationContext context;
    private static Story story;
    private static Scenario given;

    private final List<Watcher> watchers = new ArrayList<>();
    private final String code = "C" + ++tests;
    private final String ann = "customer-" + code + "-ann", bob = "customer-" + code + "-bob";

    @BeforeAll
    static void start() {
        context =
                ReadSide.start(
                        "kehu.live.heartbeat=100ms",
                        "kehu.live.list-every=PT0.05S",
                        "kehu.live.look-again=PT0S");
        story = context.getBean(Story.class);
        given = new Scenario(story);
    }

    @AfterAll
    static void stop() {
        context.close();
        CLIENT.close();
    }

    @BeforeEach
    void twoCustomers() {
        given.registers(ann, code + "A", "Ann", "1997-01-01");
        given.registers(bob, code + "B", "Bob", "1997-01-01");
        given.orders(ann, "1997-01-01", "29.33");
        settled();
    }

    @AfterEach
    void leave() {
        watchers.forEach(Watcher::close);
        await().until(() -> context.getBean(Streams.class).count() == 0);
    }

    private static void settled() {
        Duration patience = Duration.ofSeconds(20);
        assertThat(context.getBean(ViewPositions.class).await(story.head(), patience)).isTrue();
    }

    private Watcher watch(String path, String... headers) throws Exception {
        Watcher watcher = Watcher.open(CLIENT, ReadSide.uri(context, path), headers);
        watchers.add(watcher);
        return watcher;
    }

    private Watcher timeline(String customer, String... headers) throws Exception {
        return watch("/v1/customers/" + customer + "/timeline/live", headers);
    }

    private static JsonNode get(String path, int status) throws Exception {
        var request = HttpRequest.newBuilder(ReadSide.uri(context, path)).build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    private static List<String> ids(Watcher.Event event) {
        return json(event.data()).get("items").valueStream().map(i -> text(i, "id")).toList();
    }

    private static String text(JsonNode item, String name) {
        return item.get(name).asString();
    }

    @Test
    void aTimelineIsSentAsItIsAndAgainAfterEveryInteractionAndNote() throws Exception {
        Watcher watcher = timeline(ann);
        Watcher.Event first = watcher.next();
        assertThat(first.name()).isEqualTo("timeline");
        assertThat(first.id()).isEqualTo(story.head());
        assertThat(json(first.data())).isEqualTo(get("/v1/customers/" + ann + "/timeline", 200));
        String order = given.orders(ann, "1997-01-18", "29.73");
        Watcher.Event second = watcher.next();
        assertThat(second.id()).isEqualTo(story.head());
        assertThat(ids(second)).hasSize(2).startsWith(order);
        given.annotates(ann, order, "a gift", "1997-01-19");
        assertThat(watcher.next().data()).contains("a gift");
    }

    @Test
    void aTimelineKeepsSilentAboutOthers() throws Exception {
        Watcher watcher = timeline(ann);
        watcher.next();
        given.orders(bob, "1997-01-18", "29.73");
        settled();
        int beats = watcher.comments();
        await().until(() -> watcher.comments() > beats + 2);
        assertThat(watcher.waiting()).isZero();
    }

    @Test
    void aTimelineGoesOnWhereItsReaderWas() throws Exception {
        long seen = story.head();
        given.orders(bob, "1997-01-18", "29.73");
        settled();
        Watcher watcher = timeline(ann, "Last-Event-ID", Long.toString(seen));
        await().until(() -> watcher.comments() > 2);
        assertThat(watcher.waiting()).isZero();
        given.orders(ann, "1997-01-18", "29.73");
        assertThat(watcher.next().id()).isEqualTo(story.head());
        Watcher late = watch("/v1/customers/" + ann + "/timeline/live?since=" + seen);
        assertThat(ids(late.next())).hasSize(2);
    }

    @Test
    void aTimelineLosesAndRepeatsNothingWhileItsReaderComesAndGoes() throws Exception {
        long seed = new Random().nextLong(1_000_000);
        Random random = new Random(seed);
        int orders = 200;
        Thread writing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < orders; i++) {
                                        given.orders(ann, "1997-02-01", "1.00");
                                        Thread.yield();
                                    }
                                });
        long last = 0;
        int count = 0;
        while (count < orders + 1) {
            Watcher watcher =
                    watch(
                            "/v1/customers/" + ann + "/timeline/live?limit=500",
                            "Last-Event-ID",
                            "" + last);
            for (int i = random.nextInt(4); i >= 0 && count < orders + 1; i--) {
                Watcher.Event event = watcher.next();
                int shown = ids(event).size();
                assertThat(event.id()).as("seed %d", seed).isGreaterThan(last);
                assertThat(shown).as("seed %d", seed).isGreaterThan(count);
                last = event.id();
                count = shown;
            }
            watcher.close();
        }
        writing.join();
        assertThat(last).isEqualTo(story.head());
    }

    @Test
    void aTimelineFollowsAMerge() throws Exception {
        Watcher watcher = timeline(bob);
        assertThat(ids(watcher.next())).isEmpty();
        given.merges(ann, bob, "1997-06-01");
        await().until(() -> watcher.waiting() > 0 && ids(watcher.last()).size() == 1);
        given.orders(ann, "1997-06-02", "1.00");
        await().until(() -> ids(watcher.last()).size() == 2);
    }

    @Test
    void aTimelineIsSentAgainToWhoWasAwayWhenItsCustomerWasMergedAndSeparated() throws Exception {
        String path = "/v1/customers/" + bob + "/timeline/live?since=";
        long before = story.head();
        given.merges(ann, bob, "1997-06-01");
        settled();
        long merged = story.head();
        assertThat(ids(watch(path + before).next())).hasSize(1);
        given.separates(ann, bob, "1997-06-02");
        settled();
        assertThat(ids(watch(path + merged).next())).isEmpty();
    }

    @Test
    void aTimelineLosesTheTextsOfWhomItShowsWhenTheyAreErased() throws Exception {
        Watcher watcher = timeline(ann);
        assertThat(watcher.next().data()).contains("Summary of");
        erased(ann);
        assertThat(json(watcher.next().data()).at("/items/0/summary").isNull()).isTrue();
    }

    @Test
    void aTimelineLosesNotesWhereNothingElseWasToRead() throws Exception {
        String mail = given.says(bob, "1997-01-02", null, null);
        given.annotates(bob, mail, "likes red", "1997-01-03");
        settled();
        Watcher watcher = timeline(bob);
        assertThat(watcher.next().data()).contains("likes red");
        erased(bob);
        assertThat(watcher.next().data()).doesNotContain("likes red", "later");
    }

    @Test
    void aTimelineLosesTheTextsOfWhoWasErasedWhileItsReaderWasAway() throws Exception {
        Watcher watcher = timeline(ann);
        String seen = Long.toString(watcher.next().id());
        watcher.close();
        erased(ann);
        Watcher again = timeline(ann, "Last-Event-ID", seen);
        assertThat(json(again.next().data()).at("/items/0/summary").isNull()).isTrue();
        await().until(() -> again.comments() > 2);
        assertThat(again.waiting()).as("once is enough").isZero();
    }

    @Test
    void aTimelineThatWasErasedIsNotTheOneItsReaderHas() throws Exception {
        String path = "/v1/customers/" + ann + "/timeline";
        var request = HttpRequest.newBuilder(ReadSide.uri(context, path));
        var first = CLIENT.send(request.build(), BodyHandlers.ofString());
        request.header("If-None-Match", first.headers().firstValue("ETag").orElseThrow());
        assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
        erased(ann);
        var silent = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(silent.statusCode()).isEqualTo(200);
        assertThat(silent.body()).doesNotContain("Summary of");
    }

    private static void erased(String customer) {
        context.getBean(MarkingVault.class).forget(customer);
    }

    @Test
    void aTimelineShowsWhatWasAskedFor() throws Exception {
        String said = given.meets(ann, "phone", "complaint", "1997-01-02");
        settled();
        String path = "/v1/customers/" + ann + "/timeline/live";
        assertThat(ids(watch(path + "?kind=complaint").next())).containsExactly(said);
        assertThat(ids(watch(path + "?limit=1").next())).containsExactly(said);
        get(path + "?limit=0", 400);
        get("/v1/customers/customer-x/timeline/live", 404);
    }

    @Test
    void aListIsSentAsItIsAndAgainWhenItChanges() throws Exception {
        String list = "?filter=code>=" + code + "A,code<=" + code + "Z&sort=-interactions";
        Watcher watcher = watch("/v1/customers/live" + list);
        Watcher.Event first = watcher.next();
        assertThat(first.name()).isEqualTo("customers");
        assertThat(json(first.data())).isEqualTo(get("/v1/customers" + list, 200));
        assertThat(ids(first)).containsExactly(ann, bob);
        given.orders(bob, "1997-01-18", "1.00");
        given.orders(bob, "1997-01-19", "1.00");
        await().until(() -> ids(watcher.last()).equals(List.of(bob, ann)));
        given.registers(ann + "-2", code + "C", "Cy", "1997-01-01");
        await().until(() -> ids(watcher.last()).size() == 3);
        given.merges(ann, bob, "1997-06-01");
        await().until(() -> !ids(watcher.last()).contains(bob));
    }

    @Test
    void aListOfWordsHearsOfItsIndex() throws Exception {
        Watcher watcher = watch("/v1/customers/live?q=" + code + "Zed");
        assertThat(ids(watcher.next())).isEmpty();
        given.registers(ann + "-3", "zed" + code, code + "Zed", "1997-01-01");
        await().until(() -> ids(watcher.last()).equals(List.of(ann + "-3")));
    }

    @Test
    void aListKeepsSilentWhenItDoesNotChange() throws Exception {
        Watcher watcher = watch("/v1/customers/live?filter=code=" + code + "A");
        watcher.next();
        given.orders(bob, "1997-01-18", "1.00");
        settled();
        int beats = watcher.comments();
        await().until(() -> watcher.comments() > beats + 2);
        assertThat(watcher.waiting()).isZero();
    }

    @Test
    void aListBeatsAndFreesItsPlaceWhileOthersChange() throws Exception {
        Watcher watcher = watch("/v1/customers/live?filter=code=" + code + "A");
        watcher.next();
        try (var writing = Executors.newSingleThreadScheduledExecutor()) {
            writing.scheduleAtFixedRate(
                    () -> given.orders(bob, "1997-01-18", "1.00"), 0, 10, TimeUnit.MILLISECONDS);
            await().until(() -> watcher.comments() > 3);
            assertThat(watcher.waiting()).isZero();
            watcher.close();
            await().until(() -> context.getBean(Streams.class).count() == 0);
            writing.shutdownNow();
        }
    }

    @Test
    void aListThatIsAskedForWronglyIsRefusedBeforeItBegins() throws Exception {
        assertThat(text(get("/v1/customers/live?sort=nothing", 400), "code")).startsWith("sort.");
        get("/v1/customers/live?limit=0", 400);
    }
}
