package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.projection.ViewPositions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Rebuilds as an administrator asks for them over HTTP. */
@Timeout(120)
class RebuildingIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int EVENTS = 4_000;

    private static ConfigurableApplicationContext context;
    private static Story story;

    @BeforeAll
    static void start() {
        context = ReadSide.start("kehu.views.watch-every=PT0S", "kehu.views.gathered=2000000");
        story = context.getBean(Story.class);
        Scenario given = new Scenario(story);
        for (int i = 0; i < EVENTS; i++) given.orders("customer-" + i % 40, "1997-01-02", "1.00");
        var positions = context.getBean(ViewPositions.class);
        assertThat(positions.await(story.head(), Duration.ofSeconds(60))).isTrue();
    }

    @AfterAll
    static void stop() {
        context.close();
        CLIENT.close();
    }

    private static JsonNode ask(String method, String path, int status) throws Exception {
        var request =
                HttpRequest.newBuilder(ReadSide.uri(context, "/v1/audit/views" + path))
                        .method(method, BodyPublishers.noBody())
                        .build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private static JsonNode view(String name) {
        try {
            return ask("GET", "", 200)
                    .get("items")
                    .valueStream()
                    .filter(view -> view.get("view").asString().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void ends(String view, String outcome) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !view(view).get("ended").isNull());
        assertThat(view(view).at("/ended/outcome").asString()).isEqualTo(outcome);
    }

    @Test
    void isBegunRestsGoesOnIsComparedAndTakenBack() throws Exception {
        long build = view("timeline").get("build").asLong();
        CountDownLatch open = new CountDownLatch(1);
        story.hold(open);
        ask("POST", "/timeline/rebuild", 202);
        await().untilAsserted(() -> ask("POST", "/timeline/pause", 200));
        open.countDown();
        await().until(() -> ask("GET", "", 200).at("/underWay/0/paused").asBoolean());
        JsonNode resting = ask("GET", "", 200).at("/underWay/0");
        assertThat(resting.get("total").asLong()).isEqualTo(EVENTS);
        assertThat(resting.get("perSecond").asLong()).isPositive();
        assertThat(resting.has("secondsToGo")).isTrue();
        ask("POST", "/timeline/rebuild", 202); // under way already
        ask("POST", "/timeline/continue", 200);
        ends("timeline", "done");
        JsonNode rebuilt = view("timeline");
        assertThat(rebuilt.get("build").asLong()).isGreaterThan(build);
        assertThat(rebuilt.get("behind").asLong()).isZero();
        assertThat(rebuilt.at("/ended/compared/same").asLong()).isPositive();
        assertThat(rebuilt.at("/ended/compared/different").asLong()).isZero();
        assertThat(rebuilt.get("kept").asLong()).isEqualTo(EVENTS);
        ask("POST", "/timeline/back", 202);
        ends("timeline", "done");
        ask("POST", "/timeline/drop-old", 200);
        assertThat(view("timeline").get("kept").isNull()).isTrue();
        assertThat(ask("POST", "/timeline/back", 409).get("code").asString())
                .isEqualTo("view.nothing-kept");
    }

    @Test
    void isGivenUpAndLeavesWhatIsInUse() throws Exception {
        long build = view("customer360").get("build").asLong();
        CountDownLatch open = new CountDownLatch(1);
        story.hold(open);
        ask("POST", "/customer360/rebuild", 202);
        await().untilAsserted(() -> ask("POST", "/customer360/pause", 200));
        open.countDown();
        ask("POST", "/customer360/cancel", 200);
        ends("customer360", "cancelled");
        assertThat(view("customer360").get("build").asLong()).isEqualTo(build);
        assertThat(view("customer360").at("/ended/compared").isNull()).isTrue();
    }

    @Test
    void isUnderWayFromTheMomentItWasAskedFor() throws Exception {
        long build = view("valuehistory").get("build").asLong();
        CountDownLatch open = new CountDownLatch(1);
        story.hold(open);
        JsonNode begun = ask("POST", "/valuehistory/rebuild", 202).at("/underWay/0");
        assertThat(begun.get("view").asString()).isEqualTo("valuehistory");
        assertThat(begun.get("done").asLong()).isZero();
        assertThat(begun.get("total").asLong()).isEqualTo(EVENTS);
        ask("POST", "/valuehistory/pause", 200);
        open.countDown();
        JsonNode given = ask("POST", "/valuehistory/cancel", 200);
        assertThat(given.get("underWay")).as("nothing is left of it").isEmpty();
        assertThat(view("valuehistory").at("/ended/outcome").asString()).isEqualTo("cancelled");
        assertThat(view("valuehistory").get("build").asLong()).isEqualTo(build);
    }

    @Test
    void saysWhatCannotBe() throws Exception {
        assertThat(ask("POST", "/nothing/rebuild", 404).get("code").asString())
                .isEqualTo("view.unknown");
        assertThat(ask("POST", "/identity/cancel", 409).get("code").asString())
                .isEqualTo("view.not-rebuilding");
    }
}
