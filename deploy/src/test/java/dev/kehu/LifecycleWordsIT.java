package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Every word behind {@code ./kehu lifecycle}, against a Kehu that runs, and what a limit binds. */
class LifecycleWordsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LATER = "2999-12-31";
    private static final String[] CALLS = {
        "direction=up", "target=20", "baseline=10", "evidence=list", "due=" + LATER, "by=ann"
    };

    @TempDir static Path directory;

    private static Server server;

    @BeforeAll
    static void start() {
        Options options =
                new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty());
        server = Server.start(options, Terminal.of(true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What the command wrote to stdout. */
    private static String kehu(int exit, List<String> words) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            List<String> args = new ArrayList<>(words);
            args.addAll(List.of("--data", directory.resolve("data").toString()));
            assertThat(Program.run(args)).as(String.join(" ", words)).hasValue(exit);
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    /** The one line of JSON that stdout carries alone. */
    private static JsonNode asked(int exit, String... words) {
        List<String> all = new ArrayList<>(List.of("lifecycle", "--json"));
        all.addAll(List.of(words));
        String said = kehu(exit, all);
        assertThat(said.lines()).as(said).hasSize(1);
        return JSON.readTree(said);
    }

    private static JsonNode does(String word, String id, String... pairs) {
        List<String> words = new ArrayList<>(List.of(word, id));
        words.addAll(List.of(pairs));
        JsonNode answer = asked(0, words.toArray(String[]::new));
        assertThat(answer.path("implementationId").asString()).isEqualTo(id);
        assertThat(answer.path("position").isIntegralNumber()).isTrue();
        return answer;
    }

    private static void refuses(String code, String... words) {
        JsonNode answer = asked(1, words);
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("code", "detail");
        assertThat(answer.path("code").asString()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.path("detail").asString()).isNotBlank();
    }

    private static String[] goal(String id, String metric, String... more) {
        List<String> words = new ArrayList<>(List.of("goal", id, "metric=" + metric, "unit=calls"));
        words.addAll(List.of(CALLS));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static void agrees(String id, String metric, String... more) {
        assertThat(asked(0, goal(id, metric, more)).path("position").asLong()).isPositive();
    }

    /** A project in its first stage. */
    private static String begun() {
        String id =
                asked(0, "start", "name=One face", "sponsor=boss", "team=ann=lead,bob=clerk")
                        .path("implementationId")
                        .asString();
        assertThat(id).startsWith("implementation-");
        reaches(id, 1);
        return id;
    }

    private static void reaches(String id, int stage) {
        await().until(() -> asked(0, "show", id).path("stage").asInt() == stage);
    }

    @Test
    void showsWhatThereIs() {
        String id = begun();
        agrees(id, "calls");
        JsonNode shown = asked(0, "show", id);
        assertThat(shown.path("status").asString()).isEqualTo("running");
        assertThat(shown.path("stages").size()).isEqualTo(6);
        assertThat(shown.path("stages").get(0).path("state").asString()).isEqualTo("open");
        assertThat(shown.path("stages").get(5).path("state").asString()).isEqualTo("closed");
        JsonNode goal = shown.path("goals").get(0);
        for (String figure : List.of("baseline", "target", "current"))
            assertThat(goal.path(figure).isNumber()).as(figure).isTrue();
        assertThat(goal.path("metric").asString()).isEqualTo("calls");
        assertThat(goal.path("unit").asString()).isEqualTo("calls");
        assertThat(goal.path("due").asString()).isEqualTo(LATER);
        JsonNode listed = asked(0, "list").path("items");
        assertThat(listed.valueStream().map(item -> item.path("id").asString())).contains(id);
        assertThat(listed.get(0).propertyNames()).contains("id", "name", "stage", "status");
    }

    @Test
    void evaluatesByTheContract() {
        String id = begun();
        agrees(id, "calls");
        JsonNode evaluated = asked(0, "evaluate", id);
        assertThat(evaluated.path("verdict").asString()).isEqualTo("not-achieved");
        JsonNode goal = evaluated.path("goals").get(0);
        for (String figure : List.of("baseline", "target", "result"))
            assertThat(goal.path(figure).isNumber()).as(figure).isTrue();
        assertThat(goal.path("achieved").asBoolean(true)).isFalse();
        assertThat(goal.path("interval").size()).isEqualTo(2);
        assertThat(asked(0, "evaluate", id, "asOf=1999-01-01").path("asOf").asString())
                .isEqualTo("1999-01-01");
    }

    @Test
    void listsMeasuresAndWhichCannotBeChosen() {
        JsonNode measures = asked(0, "measures");
        String all = measures.toString();
        assertThat(all).contains("customers-active", "overdue-receivables", "duplicates-open");
        assertThat(all).contains("customers-with-one-face", "self-service is not recorded yet");
    }

    @Test
    void carriesOutEveryWord() {
        String id = begun();
        agrees(id, "calls");
        agrees(id, "answers", "stage=2");
        does("split", id, "metric=answers", "parent=calls", "by=ann");
        does("report", id, "metric=calls", "value=12", "evidence=list", "by=ann");
        does("step", id, "stage=1", "step=7", "owner=bob", "due=" + LATER, "by=ann");
        does("authorise", id, "role=lead", "limit=500 USD", "by=boss");
        does("standard", id, "text=Answer within the hour", "role=lead", "by=ann");
        does("training", id, "employee=bob", "topic=idea");
        does("acceptance", id, "employee=bob", "score=4");
        does("lesson", id, "lesson=Ask the counter first", "metric=calls", "by=ann");
        does("judge", id, "by=ann");
        does("pause", id, "reason=holidays", "by=ann");
        assertThat(asked(0, "show", id).path("status").asString()).isEqualTo("paused");
        does("resume", id, "by=ann");
        String[] pass = {"stage=1", "decision=pass", "spends=500 USD", "by=ann"};
        assertThat(does("gate", id, pass).path("decision").asString()).isEqualTo("refused");
        does("done", id, "stage=1", "step=7", "evidence=minutes", "by=bob");
        assertThat(does("gate", id, pass).path("decision").asString()).isEqualTo("passed");
        reaches(id, 2);
        does("back", id, "stage=1", "reason=wrong goal", "by=ann");
        reaches(id, 1);
        refuses("lifecycle.not-stuck", "retry", id, "step=open-2-9", "by=ann");
        does("stop", id, "reason=no money", "by=boss");
        JsonNode shown = asked(0, "show", id);
        assertThat(shown.path("status").asString()).isEqualTo("stopped");
        assertThat(shown.path("evaluations").size()).isEqualTo(1);
        assertThat(shown.path("stuck").size()).isZero();
    }

    private static HttpResponse<String> posted(Credentials who, String path, String body)
            throws Exception {
        String pair = who.user() + ":" + who.password();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static String budgets(String high) {
        return """
        {"currency":"USD",
         "actions":{"low":"letter","secondary":"call","potential":"visit","high":"gift"},
         "budgets":{"low":100,"secondary":50,"potential":50,"high":%s},
         "ceilings":{"low":1,"secondary":1,"potential":1,"high":10}}\
        """
                .formatted(high);
    }

    @Test
    void bindsWhoLaysDownAndAppliesTreatments() throws Exception {
        String id = begun();
        Credentials ann = server.bean(Accounts.class).mint("ann", Role.ADMIN);
        does("authorise", id, "role=lead", "limit=500 USD", "by=boss");
        HttpResponse<String> beyond = posted(ann, "/v1/value/treatments", budgets("300.01"));
        assertThat(beyond.statusCode()).isEqualTo(403);
        assertThat(beyond.body()).contains("lifecycle.beyond-authority");
        HttpResponse<String> within = posted(ann, "/v1/value/treatments", budgets("300"));
        assertThat(within.statusCode()).as(within.body()).isEqualTo(201);
        String one = "/v1/customers/customer-1/treatments";
        assertThat(posted(ann, one, "{\"cost\":501}").body())
                .contains("lifecycle.beyond-authority");
        assertThat(posted(ann, one, "{\"cost\":500}").body())
                .contains("value.treatment-unassessed");
        does("stop", id, "reason=over", "by=boss");
    }

    @Test
    void refusesWithACode() {
        String id = begun();
        agrees(id, "calls");
        agrees(id, "part", "parent=calls");
        String gate = "stage=1";
        refuses("lifecycle.unknown", "show", "implementation-none");
        refuses("lifecycle.unknown", "pause", "customer-1", "reason=r");
        refuses(
                "lifecycle.due-past",
                "step",
                id,
                gate,
                "step=1",
                "owner=bob",
                "due=1999-01-01",
                "by=ann");
        refuses("lifecycle.due-past", goal(id, "past", "due=1999-01-01"));
        refuses("lifecycle.target-is-baseline", goal(id, "same", "target=10.0"));
        refuses("lifecycle.target-behind", goal(id, "down", "target=5"));
        refuses("lifecycle.measure-unknown", goal(id, "happy", "measure=happiness"));
        refuses("lifecycle.circular-split", "split", id, "metric=calls", "parent=part", "by=ann");
        refuses("lifecycle.no-authority", "gate", id, gate, "decision=pass", "by=eve");
        refuses("lifecycle.no-authority", "gate", id, gate, "decision=pass");
        refuses(
                "lifecycle.decided-meanwhile",
                "gate",
                id,
                gate,
                "decision=pass",
                "version=99",
                "by=ann");
        refuses(
                "lifecycle.nothing-refused",
                "gate",
                id,
                gate,
                "decision=overrule",
                "by=boss",
                "reason=r");
        refuses(
                "lifecycle.beyond-authority",
                "gate",
                id,
                gate,
                "decision=pass",
                "spends=1 USD",
                "by=ann");
        refuses("lifecycle.not-sponsor", "stop", id, "reason=r", "by=ann");
        refuses("lifecycle.not-paused", "resume", id, "by=ann");
        refuses("lifecycle.unsaid", "lesson", id, "lesson= ", "by=ann");
        refuses("lifecycle.topic", "training", id, "employee=bob", "topic=dance");
        refuses("lifecycle.score", "acceptance", id, "employee=bob", "score=6");
        refuses("lifecycle.unreadable", "gate", id, "stage=one", "decision=pass", "by=ann");
        refuses("data.incomplete", "gate", id, gate, "by=ann");
    }

    @Test
    void isToldWhatWasWrongUse() {
        for (List<String> wrong :
                List.of(
                        List.<String>of(),
                        List.of("dance"),
                        List.of("show"),
                        List.of("goal"),
                        List.of("pause", "reason=r"),
                        List.of("pause", "implementation-1", "reason"),
                        List.of("pause", "implementation-1", "=r"),
                        List.of("list", "all"))) {
            List<String> words = new ArrayList<>(List.of("lifecycle"));
            words.addAll(wrong);
            assertThat(kehu(2, words)).as(words.toString()).isEmpty();
        }
    }

    @Test
    void explainsEveryWord() {
        assertThat(kehu(0, List.of("lifecycle", "--help")))
                .contains(
                        "list",
                        "measures",
                        "start",
                        "show",
                        "evaluate",
                        "goal",
                        "split",
                        "report",
                        "step",
                        "done",
                        "gate",
                        "back",
                        "authorise",
                        "pause",
                        "resume",
                        "stop",
                        "judge",
                        "lesson",
                        "standard",
                        "training",
                        "acceptance",
                        "retry");
    }

    @Test
    void speaksToPeopleInLines() {
        String id = begun();
        assertThat(kehu(0, List.of("lifecycle", "show", id)))
                .contains("One face: stage 1, running");
        assertThat(kehu(0, List.of("lifecycle", "list"))).contains(id + "  stage 1, running");
    }
}
