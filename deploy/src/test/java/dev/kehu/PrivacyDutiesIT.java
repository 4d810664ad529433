package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.audit.api.look.Look;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.control.ControlCommands;
import dev.kehu.control.Heard;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Retention, the second person and agreements of confidentiality, on the whole program. */
class PrivacyDutiesIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir static Path directory;

    private static Server server;
    private static Credentials admin;
    private static Credentials boss;
    private static Credentials agent;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("kehu.privacy.second-approval", "true");
        System.setProperty("kehu.access.agreement", "2026-01");
        server =
                Server.start(
                        new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty()),
                        Terminal.of(true));
        Accounts accounts = server.bean(Accounts.class);
        admin = accounts.mint("one", Role.ADMIN);
        boss = accounts.mint("two", Role.ADMIN);
        agent = accounts.mint("ann", Role.AGENT);
        for (Credentials each : List.of(admin, boss)) {
            signs(each);
        }
    }

    @AfterAll
    static void stop() {
        System.clearProperty("kehu.privacy.second-approval");
        System.clearProperty("kehu.access.agreement");
        server.close();
    }

    private static void signs(Credentials who) throws Exception {
        String body = "{\"user\":\"" + who.user() + "\",\"textVersion\":\"2026-01\"}";
        assertThat(post(admin, "/v1/confidentiality", body).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> post(Credentials who, String path, String body)
            throws Exception {
        return send(
                request(who, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(Credentials who, String path) throws Exception {
        return send(request(who, path).GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Credentials who, String path) {
        byte[] sign = (who.user() + ":" + who.password()).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(sign));
    }

    private static String registered(String code) throws Exception {
        HttpResponse<String> answer =
                post(admin, "/v1/customers", "{\"code\":\"" + code + "\",\"name\":\"Li Lei\"}");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body()).at("/ids/customerId").asString();
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + JSON.readTree(answer.body()).path("code").asString();
    }

    /** As the command line asks a running Kehu. */
    private static JsonNode run(int exit, String errand, String... args) {
        Heard heard = new Heard();
        int code = server.bean(ControlCommands.class).run(errand, List.of(args), heard);
        assertThat(code).as("%s %s: %s", errand, List.of(args), heard.answers).isEqualTo(exit);
        return JSON.readTree(heard.answers.getLast());
    }

    @Test
    void showsNobodyToWhoDidNotSign() throws Exception {
        assertThat(code(get(agent, "/v1/customers"))).isEqualTo("403 access.no-agreement");
        assertThat(get(agent, "/").statusCode()).isEqualTo(403);
        signs(agent);
        assertThat(get(agent, "/v1/customers").statusCode()).isEqualTo(200);
        JsonNode list = JSON.readTree(get(admin, "/v1/confidentiality").body());
        assertThat(list.path("required").asString()).isEqualTo("2026-01");
        assertThat(list.path("items"))
                .anyMatch(
                        it ->
                                it.path("user").asString().equals("ann")
                                        && it.path("by").asString().equals("one"));
    }

    /** What is taken down as a look is refused, wherever it is. */
    @Test
    void showsNothingThatIsALookToWhoDidNotSign() throws Exception {
        Credentials unsigned = server.bean(Accounts.class).mint("three", Role.ADMIN);
        List<String> looks = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/main/resources/openapi.txt"))) {
            String[] words = line.split(" ");
            if (words[0].equals("GET") && Look.of("GET", words[1]) != Look.NONE) {
                looks.add(words[1]);
            }
        }
        assertThat(looks).contains("/v1/events/export").hasSizeGreaterThan(15);
        for (String look : looks) {
            String path = look.replaceAll("\\{[a-z]+}", "customer-1");
            assertThat(code(get(unsigned, path))).as(look).isEqualTo("403 access.no-agreement");
        }
    }

    @Test
    void erasesWhatTwoPeopleDecide() throws Exception {
        String customer = registered("T-1");
        String of = "/v1/customers/" + customer;
        String why = "{\"reason\":\"asked by letter\",\"basis\":\"GDPR 17(1)(a)\"}";
        HttpResponse<String> asked = post(admin, of + "/erasure", why);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        assertThat(JSON.readTree(asked.body()).path("requestId").asString())
                .startsWith("erasurerequest-");
        await().until(
                        () ->
                                get(boss, "/v1/privacy/erasure-requests")
                                        .body()
                                        .contains("asked by letter"));
        assertThat(code(post(admin, of + "/erasure-requests/approval", "")))
                .isEqualTo("403 erasure.second-person");
        assertThat(get(boss, of).body()).contains("Li Lei");
        long position = JSON.readTree(asked.body()).path("position").asLong();
        String meant = "{\"position\":%d}";
        assertThat(code(post(boss, of + "/erasure-requests/approval", meant.formatted(1))))
                .isEqualTo("409 erasure.request-changed");
        HttpResponse<String> done =
                post(boss, of + "/erasure-requests/approval", meant.formatted(position));
        assertThat(done.statusCode()).as(done.body()).isBetween(200, 202);
        assertThat(get(boss, of + "/erasure").body()).contains("\"erasureId\":\"erasure-");
        await().untilAsserted(
                        () -> assertThat(get(boss, of).body()).contains("\"status\":\"erased\""));
    }

    @Test
    void decidesFromTheCommandLine() throws Exception {
        String customer = registered("T-2");
        JsonNode asked =
                run(0, "privacy", "erase", "T-2", "asked by letter", "GDPR 17(1)(a)", "", "");
        assertThat(asked.path("customerId").asString()).isEqualTo(customer);
        await().until(
                        () ->
                                run(0, "erasure-requests", "requests", "requests", "")
                                        .toString()
                                        .contains(customer));
        assertThat(run(1, "erasure-requests", "approve", "T-2", "").path("code").asString())
                .isEqualTo("erasure.second-person");
        run(0, "erasure-requests", "withdraw", "T-2", "");
        assertThat(run(1, "erasure-requests", "approve", "T-2", "7").path("code").asString())
                .isEqualTo("erasure.not-requested");
        assertThat(run(1, "erasure-requests", "decline", "T-2", "no").path("code").asString())
                .isEqualTo("erasure.not-requested");
    }

    @Test
    void laysDownHowLongPeopleAreKept() throws Exception {
        registered("T-3");
        String path = "/v1/privacy/retention";
        assertThat(code(post(admin, path + "/runs", ""))).isEqualTo("409 retention.none");
        String periods =
                "{\"months\":{\"customer-service\":24,\"contract\":120},\"reason\":\"as agreed\"}";
        assertThat(post(admin, path, periods).statusCode()).isEqualTo(200);
        JsonNode standing = JSON.readTree(get(admin, path).body());
        assertThat(standing.at("/periods/0/by").asString()).isEqualTo("one");
        assertThat(standing.at("/periods/0/reason").asString()).isEqualTo("as agreed");
        JsonNode preview = JSON.readTree(get(admin, path + "/preview").body());
        assertThat(preview.path("people").asInt()).isPositive();
        assertThat(preview.path("due").asInt()).isZero();
        assertThat(code(get(admin, path + "/preview?months=a"))).endsWith("retention.period");
        assertThat(code(get(admin, path + "/preview?months=customer-servise=12")))
                .endsWith("retention.purpose");
        assertThat(code(post(admin, path, "{\"months\":{\"contract\":null},\"reason\":\"a\"}")))
                .isEqualTo("422 retention.period");
        assertThat(run(0, "retention", "preview", "", "customer-service=1").path("due").asInt())
                .isZero();
        assertThat(get(admin, "/v1/audit/processing").body()).contains("\"periods\":{\"number\":1");
        run(0, "retention", "run", "");
        await().until(() -> run(0, "retention", "show", "").at("/runs/0/outcome/due").isInt());
    }
}
