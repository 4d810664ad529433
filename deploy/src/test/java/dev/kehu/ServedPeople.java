package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.kernel.History;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The whole program with a few people in it, for tests that share one start. */
abstract class ServedPeople {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final JsonMapper JSON = new JsonMapper();

    private static final Map<Person, String> IDS = new HashMap<>();
    static Path directory = Path.of("");
    static long seed;
    static Server server;
    static Credentials channel;
    static Credentials admin;
    static Credentials agent;
    static List<Person> people = List.of();

    static void start(Path in, long chosen) throws Exception {
        directory = in;
        seed = chosen;
        System.setProperty("kehu.access.strangers-an-hour", "2");
        open("data");
        people = Stream.generate(new Canaries(chosen)::person).limit(4).toList();
        for (Person person : people) {
            meet(person);
        }
        reachHead();
    }

    /** Serves a data directory below the one chosen. */
    static void open(String name) {
        server =
                Server.start(
                        new Options(directory.resolve(name), OptionalInt.of(0), Optional.empty()),
                        Terminal.of(true));
        channel = server.bean(Accounts.class).mint("till", Role.CHANNEL);
        admin = server.bean(Accounts.class).mint("boss", Role.ADMIN);
        agent = server.bean(Accounts.class).mint("ann", Role.AGENT);
    }

    static void stop() {
        server.close();
        System.clearProperty("kehu.access.strangers-an-hour");
    }

    static void reachHead() {
        long head = server.bean(History.class).head();
        assertThat(server.bean(ViewPositions.class).await(head, PATIENCE)).isTrue();
    }

    static void meet(Person person) throws Exception {
        JsonNode results = batch(person.events(0));
        results.forEach(
                result ->
                        assertThat(result.path("status").asString())
                                .isIn("accepted", "quarantined"));
        String id = results.get(0).path("customerId").asString();
        String twin = results.get(results.size() - 1).path("customerId").asString();
        IDS.put(person, id);
        String first =
                server.bean(StreamIds.class)
                        .interaction("/shop", person.firstInteraction())
                        .value();
        for (var command : person.commands(id, twin, first).entrySet()) {
            assertThat(post(admin, command.getKey(), command.getValue()).statusCode())
                    .as(command.getKey())
                    .isBetween(200, 201);
        }
    }

    /** Posts events together, and answers with what became of each. */
    static JsonNode batch(List<String> events) throws Exception {
        HttpResponse<String> answer =
                text(
                        request(channel, "/v1/events")
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "[" + String.join(",", events) + "]")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("results");
    }

    static HttpResponse<String> post(Credentials who, String path, String body) throws Exception {
        return text(
                request(who, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    static HttpRequest.Builder request(Credentials who, String path) {
        String sign = who.user() + ":" + who.password();
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(sign.getBytes(StandardCharsets.UTF_8)));
    }

    static HttpResponse<String> text(HttpRequest.Builder request) throws Exception {
        return http(request, BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> http(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request.build(), body);
        }
    }

    static JsonNode get(Credentials who, String path) throws Exception {
        HttpResponse<String> answer = text(request(who, path).GET());
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static String customer(int person) {
        return id(people.get(person));
    }

    static String id(Person person) {
        return IDS.getOrDefault(person, "");
    }

    static Map<String, String> unzipped(byte[] zip) throws Exception {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                files.put(each.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** Runs a command on the data directory, unheard. */
    static int run(String... words) {
        String data = directory.resolve("data").toString();
        return unheard(
                Stream.concat(Stream.of(words), Stream.of("--json", "--data", data)).toList());
    }

    static int unheard(List<String> words) {
        PrintStream usual = System.out;
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try {
            return Program.run(words).orElseThrow();
        } finally {
            System.setOut(usual);
        }
    }

    static List<String> looks(String id) throws Exception {
        List<String> looks = new ArrayList<>();
        get(admin, "/v1/audit/access?limit=1000&customer=" + id)
                .get("items")
                .forEach(
                        item ->
                                looks.add(
                                        item.get("by").asString()
                                                + " "
                                                + item.get("view").asString()
                                                + " "
                                                + item.get("purpose").asString()));
        return looks;
    }
}
