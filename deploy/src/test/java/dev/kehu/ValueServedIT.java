package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.kernel.History;
import dev.kehu.platform.eventstore.scan.SubjectScan;
import dev.kehu.value.api.HeldClasses;
import dev.kehu.value.process.explanation.Migrating;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Everything about value over HTTP, on a small firm. */
class ValueServedIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Role, Credentials> USERS = new EnumMap<>(Role.class);
    private static final String MODEL =
            """
            {"judgements":[[["1","3","5","5"],["1/3","1","3","3"],["1/5","1/3","1","1"],["1/5","1/3","1","1"]]],
             "levels":["best","worst"],"levelJudgements":[["1","5"],["1/5","1"]],
             "cutPoints":{"credit-worthiness":[0.7],"gross-profit":[100],"loyalty":[0.4],"service-cost":[10]}}
            """;

    private static final String ORDER =
            """
            {"channel":"web","direction":"inbound","kind":"order","customer":{"code":"ANN"},
             "summary":"bought","amount":{"value":"%s","currency":"USD"}}
            """;

    private static final String POLICY =
            """
            {"currency":"USD","actions":{"low":"a letter","secondary":"a call","potential":"a visit","high":"a gift"},
             "budgets":{"low":10,"secondary":10,"potential":10,"high":10},
             "ceilings":{"low":10,"secondary":10,"potential":10,"high":10}}
            """;

    @TempDir static Path directory;
    private static Server server;
    private static String ann = "";

    @BeforeAll
    static void openAShop() throws Exception {
        Options options =
                new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty());
        server = Server.start(options, Terminal.of(true));
        for (Role role : Role.values())
            USERS.put(role, server.bean(Accounts.class).mint("a-" + role.ordinal(), role));
        ann =
                told("customer", "1", "{\"code\":\"ANN\",\"name\":\"Ann\"}")
                        .at("/customerId")
                        .asString();
        order("2", "2025-02-01", "60.00");
        order("3", "2025-03-01", "60.00");
        order("4", "2025-08-01", "90.00");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void order(String id, String day, String amount) throws Exception {
        told("interaction", id, ORDER.formatted(amount), day);
    }

    private static JsonNode told(String type, String id, String data, String... day)
            throws Exception {
        String time = day.length == 0 ? "" : ",\"time\":\"" + day[0] + "T12:00:00Z\"";
        String event =
                "{\"specversion\":\"1.0\",\"source\":\"/shop\",\"id\":\"%s\",\"type\":\"dev.kehu.%s.v1\"%s,\"data\":%s}"
                        .formatted(id, type, time, data);
        HttpResponse<String> answer =
                send(Role.CHANNEL, "POST", "/v1/events", event, "application/cloudevents+json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(
            Role role, String method, String path, String body, String type) throws Exception {
        Credentials who = USERS.get(role);
        String sign = who.user() + ":" + who.password();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", type)
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        sign.getBytes(StandardCharsets.UTF_8)))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static JsonNode post(int status, String path, String body) throws Exception {
        HttpResponse<String> answer = send(Role.ADMIN, "POST", path, body, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(int status, String path) throws Exception {
        HttpResponse<String> answer = send(Role.AGENT, "GET", path, "", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    @Test
    void takesAShopFromOrdersToReasons() throws Exception {
        assertThat(get(200, "/v1/customers/" + ann).get("value").isNull()).isTrue();
        JsonNode first = post(200, "/v1/value/assessments", "{\"end\":\"2025-06-30\"}");
        assertThat(first.get("assessed").asInt()).isEqualTo(1);
        assertThat(first.get("model").asString()).isEqualTo("valuemodel-all/1");
        post(200, "/v1/value/assessments", "{\"end\":\"2025-08-31\"}");

        assertThat(
                        post(200, "/v1/value/assessments", "{\"end\":\"2025-08-31\"}")
                                .get("assessed")
                                .asInt())
                .isZero();

        JsonNode why =
                get(
                        200,
                        "/v1/customers/"
                                + ann
                                + "/value-explanation?from=2025-06-30&to=2025-08-31");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode step : why.get("steps")) sum = sum.add(step.get("change").decimalValue());
        assertThat(sum)
                .isEqualByComparingTo(why.get("difference").decimalValue())
                .isEqualByComparingTo(
                        why.at("/after/score")
                                .decimalValue()
                                .subtract(why.at("/before/score").decimalValue()));
        assertThat(why.at("/byCause/event").decimalValue()).isPositive();

        JsonNode moved = get(200, "/v1/value/migration?from=2025-01-01&to=2025-08-31");
        assertThat(moved.at("/counts/none/high").asInt()).isEqualTo(1);

        JsonNode supposed = post(200, "/v1/value/what-if", MODEL);
        assertThat(supposed.get("customers").asInt()).isEqualTo(1);
        assertThat(get(200, "/v1/value/models/all").get("versions").size()).isEqualTo(1);
        JsonNode drafted = post(201, "/v1/value/models/all/drafts", MODEL);
        assertThat(drafted.at("/ids/version").asString()).isEqualTo("2");
        post(200, "/v1/value/models/all/activations", "{\"version\":2}");
        post(200, "/v1/value/assessments", "{\"end\":\"2025-09-30\"}");
        shows();
        treatsAndTellsWhatFollowed();
        countsWhoChangedClassFromViewsAsFromHistory();
    }

    private static void countsWhoChangedClassFromViewsAsFromHistory() throws Exception {
        Map<String, String> ids = new HashMap<>();
        for (String code : List.of("BOB", "CY", "DEE")) {
            String data = "{\"code\":\"%s\",\"name\":\"%s\"}".formatted(code, code);
            ids.put(code, told("customer", code, data).at("/customerId").asString());
            String order = ORDER.replace("ANN", code).formatted("40.00");
            told("interaction", "of-" + code, order, "2026-01-02");
        }
        post(200, "/v1/value/assessments", "{}");
        String merge = "{\"absorbed\":\"%s\",\"reason\":\"one\"}".formatted(ids.get("CY"));
        post(200, "/v1/customers/" + ids.get("BOB") + "/merges", merge);
        Migrating migrating = server.bean(Migrating.class);
        History history = server.bean(History.class);
        LocalDate last = LocalDate.of(2100, 1, 1);
        for (String day : List.of("2025-01-01", "2025-06-30", "2025-08-31", "2025-12-01")) {
            LocalDate from = LocalDate.parse(day);
            assertThat(server.bean(HeldClasses.class).steps(from, last, history.head()))
                    .isPresent();
            assertThat(migrating.between(from, last))
                    .isEqualTo(migrating.counted(from, last, SubjectScan.of(history)))
                    .satisfies(all -> assertThat(all.customers()).isEqualTo(3));
        }
    }

    private static void treatsAndTellsWhatFollowed() throws Exception {
        post(201, "/v1/value/treatments", POLICY);
        String treatments = "/v1/customers/" + ann + "/treatments";
        post(201, treatments, "{\"cost\":4}");
        assertThat(post(409, treatments, "{\"cost\":7}").get("code").asString())
                .isEqualTo("value.treatment-ceiling");
        assertThat(post(409, treatments + "/1/results", "").get("code").asString())
                .isEqualTo("value.treatment-early");
        order("5", "2025-10-10", "30.00");
        post(200, "/v1/value/assessments", "{\"end\":\"2025-10-31\"}");
        post(409, treatments + "/1/results", ""); // a day before it was treated
        order("6", "2025-11-10", "30.00");
        post(200, "/v1/value/assessments", "{}");
        post(200, treatments + "/1/results", "");
        String history = "/v1/customers/" + ann + "/value-history";
        await().untilAsserted(
                        () ->
                                assertThat(get(200, history).at("/treatments/0/outcome").isString())
                                        .isTrue());
        JsonNode done = get(200, history).at("/treatments/0");
        assertThat(done.get("action").asString()).isEqualTo("a gift");
        assertThat(done.at("/before/class").asString()).isEqualTo("high");
        assertThat(done.at("/after/score").isNumber()).isTrue();
        assertThat(
                        get(200, history + "?list=treatments&columns=number,classAfter")
                                .at("/treatments/0"))
                .hasSize(2);
        assertThat(get(400, history + "?list=other").get("code").asString())
                .isEqualTo("list.unknown");
    }

    private static void shows() throws Exception {
        await().untilAsserted(
                        () ->
                                assertThat(
                                                get(200, "/v1/customers/" + ann + "/value-history")
                                                        .get("assessments")
                                                        .size())
                                        .isEqualTo(3));
        JsonNode past =
                get(200, "/v1/customers/" + ann + "/value-history?asOf=2025-07-15T00:00:00Z");
        assertThat(past.get("assessments").size()).isEqualTo(1);
        JsonNode found = past.at("/assessments/0");
        assertThat(found.get("at").asString()).isEqualTo("2025-06-30T23:59:59.999Z");
        assertThat(found.get("class").asString()).isEqualTo("high");
        assertThat(found.get("contributions").size()).isEqualTo(4);
        JsonNode newest = get(200, "/v1/customers/" + ann).get("value");
        assertThat(newest.get("class").asString()).isEqualTo("high");
        assertThat(newest.get("trend").asString()).isEqualTo("rising");
        assertThat(newest.get("score").isNumber()).isTrue();
        JsonNode row =
                get(200, "/v1/customers?filter=class%3Dhigh&columns=code,class,score")
                        .at("/items/0");
        assertThat(row.get("code").asString()).isEqualTo("ANN");
    }

    @Test
    void triesADraftAndDiscardsIt() throws Exception {
        String models = "/v1/value/models/dealers";
        post(201, models + "/drafts", MODEL);
        assertThat(post(200, "/v1/value/what-if?segment=dealers&version=1", "").get("weights"))
                .hasSize(4);
        post(200, models + "/discards", "{\"version\":1}");
        assertThat(get(200, models).at("/discarded/0").asInt()).isEqualTo(1);
        assertThat(post(409, models + "/activations", "{\"version\":1}").get("code").asString())
                .isEqualTo("value.model-discarded");
        assertThat(post(404, models + "/discards", "{\"version\":2}").get("code").asString())
                .isEqualTo("value.model-unknown");
    }

    @Test
    void takesSegmentsAndWhoIsInThem() throws Exception {
        post(201, "/v1/value/segments", "{\"segments\":[\"dealers\"]}");
        assertThat(get(200, "/v1/value/policies").at("/segments/0/segments/0").asString())
                .isEqualTo("dealers");
        String segment = "/v1/customers/" + ann + "/segment";
        post(200, segment, "{\"segment\":\"dealers\"}");
        assertThat(post(200, "/v1/value/what-if?segment=dealers", MODEL).get("counts").size())
                .isEqualTo(5);
        post(200, segment, "{\"segment\":null}");
        assertThat(post(404, segment, "{\"segment\":\"retail\"}").get("code").asString())
                .isEqualTo("value.segment-unknown");
        assertThat(post(404, "/v1/customers/customer-0/segment", "{}").get("code").asString())
                .isEqualTo("customer.unknown");
        assertThat(post(422, "/v1/value/what-if", "").get("code").asString())
                .isEqualTo("data.incomplete");
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        assertThat(
                        post(422, "/v1/value/assessments", "{\"end\":\"2999-01-01\"}")
                                .get("code")
                                .asString())
                .isEqualTo("value.day");
        assertThat(get(422, "/v1/value/migration?from=x&to=2025-08-31").get("code").asString())
                .isEqualTo("value.period");
        assertThat(
                        get(
                                        404,
                                        "/v1/customers/customer-0/value-explanation?from=2025-01-01&to=2025-08-31")
                                .get("code")
                                .asString())
                .isEqualTo("value.unassessed");
        assertThat(post(422, "/v1/value/fits", "{}").get("code").asString())
                .isEqualTo("value.fit-few");
        String contradicting =
                MODEL.replace("[\"1\",\"3\",\"5\",\"5\"]", "[\"1\",\"3\",\"1/5\",\"5\"]")
                        .replace(
                                "[\"1/5\",\"1/3\",\"1\",\"1\"],[\"1/5\"",
                                "[\"5\",\"1/3\",\"1\",\"1\"],[\"1/5\"");
        assertThat(post(422, "/v1/value/what-if", contradicting).get("code").asString())
                .isEqualTo("value.inconsistent");
        for (Role role : new Role[] {Role.AGENT, Role.ANALYST, Role.CHANNEL, Role.CREDIT})
            assertThat(
                            send(role, "POST", "/v1/value/assessments", "{}", "application/json")
                                    .statusCode())
                    .isEqualTo(403);
    }
}
