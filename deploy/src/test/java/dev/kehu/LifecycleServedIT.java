package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.History;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The demo's project over HTTP; its figures are counted again over the raw events. */
class LifecycleServedIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path directory;

    private static Server server;
    private static String id;
    private static final Map<Role, Credentials> USERS = new EnumMap<>(Role.class);

    @BeforeAll
    static void liveThroughTheDemo() throws Exception {
        server = Sample.serve(directory.resolve("data"));
        for (Role role : List.of(Role.ANALYST, Role.CHANNEL, Role.AGENT, Role.ADMIN))
            USERS.put(role, server.bean(Accounts.class).mint("l-" + role.ordinal(), role));
        JsonNode items = get(Role.AGENT, "/v1/implementations").path("items");
        assertThat(items.size()).isEqualTo(1);
        id = items.get(0).path("id").asString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> call(Role role, String path, String body) throws Exception {
        Credentials who = USERS.get(role);
        String sign = who.user() + ":" + who.password();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        sign.getBytes(StandardCharsets.UTF_8)));
        if (!body.isEmpty()) request.POST(BodyPublishers.ofString(body));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static JsonNode get(Role role, String path) throws Exception {
        return JSON.readTree(call(role, path, "").body());
    }

    private static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.path(member).asString()));
        return texts;
    }

    @Test
    void reachesTheFifthStageOverAPassedAndAnOverruledGate() throws Exception {
        JsonNode it = get(Role.ANALYST, "/v1/implementations/" + id);
        assertThat(it.path("stage").asInt()).isEqualTo(5);
        assertThat(it.path("status").asString()).isEqualTo("running");
        assertThat(texts(it.path("stages"), "state"))
                .containsExactly("passed", "passed", "passed", "passed", "open", "closed");
        assertThat(texts(it.path("stages").get(1).path("gates"), "decision"))
                .containsExactly("passed");
        JsonNode third = it.path("stages").get(2).path("gates");
        assertThat(texts(third, "decision")).containsExactly("refused", "overruled");
        assertThat(texts(third, "by")).containsExactly("agent", "admin");
        assertThat(texts(third, "reason")).noneMatch(String::isBlank);
        JsonNode late = it.path("stages").get(3).path("steps").get(0);
        assertThat(late.path("reminders").asInt()).isEqualTo(2);
        assertThat(late.path("escalated").asBoolean()).isTrue();
        assertThat(it.path("stuck").size()).isZero();
    }

    @Test
    void computesItsGoalsFromThePurchases() throws Exception {
        JsonNode it = get(Role.AGENT, "/v1/implementations/" + id);
        Map<String, JsonNode> goals = byMetric(it.path("goals"));
        assertThat(goals).hasSize(4);
        LocalDate first = LocalDate.parse("1997-06-30");
        JsonNode active = goals.get("customers-active");
        assertThat(active.path("baseline").asDouble()).isEqualTo(active(first));
        for (JsonNode point : active.path("points"))
            assertThat(point.path("value").asDouble())
                    .as(point.path("day").asString())
                    .isEqualTo(active(LocalDate.parse(point.path("day").asString())));
        assertThat(active.path("points").size()).isEqualTo(13);
        assertThat(goals.get("repeat-purchase-rate").path("points").size()).isEqualTo(12);
    }

    private static Map<String, JsonNode> byMetric(JsonNode goals) {
        return goals.valueStream()
                .collect(Collectors.toMap(g -> g.path("metric").asString(), g -> g));
    }

    private static double active(LocalDate day) {
        Set<String> customers = new HashSet<>();
        try (OrderedHistory.Scan scan = server.bean(History.class).scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next())
                for (RecordedEvent event : page)
                    if (event.payload() instanceof InteractionRecorded e
                            && e.kind().equals("order")
                            && lately(e.occurredAt().atZone(ZoneOffset.UTC).toLocalDate(), day))
                        customers.add(e.customerId().value());
        }
        return customers.size();
    }

    private static boolean lately(LocalDate ordered, LocalDate day) {
        return !ordered.isAfter(day) && ordered.isAfter(day.minusDays(90));
    }

    @Test
    void evaluatesAsOfAnyDay() throws Exception {
        String path = "/v1/implementations/" + id + "/evaluation";
        JsonNode now = get(Role.ANALYST, path);
        JsonNode then = get(Role.ANALYST, path + "?asOf=1997-12-31");
        assertThat(now.path("asOf").asString()).isEqualTo("1998-06-30");
        assertThat(now.path("verdict").asString()).endsWith("achieved");
        Map<String, JsonNode> before = byMetric(then.path("goals"));
        byMetric(now.path("goals"))
                .forEach(
                        (metric, goal) -> {
                            JsonNode old = before.get(metric);
                            for (String still : List.of("baseline", "target"))
                                assertThat(goal.path(still)).isEqualTo(old.path(still));
                            assertThat(goal.path("result").isNumber()).isTrue();
                            assertThat(goal.path("interval").get(0).asDouble())
                                    .isLessThanOrEqualTo(goal.path("result").asDouble());
                            assertThat(goal.path("interval").get(1).asDouble())
                                    .isGreaterThanOrEqualTo(goal.path("result").asDouble());
                        });
        assertThat(before.get("customers-active").path("result").asDouble())
                .isEqualTo(active(LocalDate.parse("1997-12-31")));
        assertThat(now.path("lessons").size()).isEqualTo(1);
        assertThat(then.path("lessons").size()).isZero();
    }

    @Test
    void computesABaselineAgainFromItsQueryPositionAndDay() throws Exception {
        JsonNode goals = get(Role.AGENT, "/v1/implementations/" + id).path("goals");
        JsonNode goal = byMetric(goals).get("repeat-purchase-rate");
        JsonNode taken = goal.path("baselineTaken");
        JsonNode again =
                get(
                        Role.ANALYST,
                        "/v1/implementations/measures/%s?asOf=%s&position=%d"
                                .formatted(
                                        taken.path("query").asString(),
                                        taken.path("day").asString(),
                                        taken.path("position").asLong()));
        assertThat(again.path("value")).isEqualTo(goal.path("baseline"));
        assertThat(again.path("position")).isEqualTo(taken.path("position"));
    }

    @Test
    void printsTheBoardAndACurveOfEachGoalOnOnePage() throws Exception {
        assertThat(call(Role.ANALYST, "/implementations", "").body())
                .contains("/implementations/" + id, "One face for every customer");
        String page = call(Role.AGENT, "/implementations/" + id, "").body();
        assertThat(page.split("<polyline", -1)).hasSize(5);
        assertThat(page).contains("overruled by admin", "Effect as of 1998-06-30", "sponsor told");
        assertThat(call(Role.AGENT, "/implementations/" + id + "?asOf=1997-12-31", "").body())
                .contains("Effect as of 1997-12-31");
    }

    @Test
    void refusesWithCodesAndToWhomItIsNotGiven() throws Exception {
        String gates = "/v1/implementations/" + id + "/gates";
        String pass = "{\"stage\":5,\"decision\":\"pass\",\"by\":\"nobody\"}";
        assertThat(call(Role.AGENT, gates, pass).statusCode()).isEqualTo(403);
        assertThat(call(Role.CHANNEL, "/v1/implementations", "").statusCode()).isEqualTo(403);
        HttpResponse<String> stranger = call(Role.ADMIN, gates, pass);
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).contains("lifecycle.no-authority");
        HttpResponse<String> second =
                call(
                        Role.ADMIN,
                        gates,
                        "{\"stage\":5,\"decision\":\"pass\",\"by\":\"admin\",\"version\":1}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("lifecycle.decided-meanwhile");
        HttpResponse<String> unknown = call(Role.AGENT, "/v1/implementations/implementation-0", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }
}
