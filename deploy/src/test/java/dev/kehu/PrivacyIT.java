package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.kernel.History;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.analysis.duckdb.DuckLibrary;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** What the firm owes a person beside being forgotten, on the whole program. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrivacyIT {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path directory;

    private static final Map<Person, String> IDS = new HashMap<>();
    private static Server server;
    private static Credentials channel;
    private static Credentials admin;
    private static Credentials agent;
    private static List<Person> people = List.of();

    @BeforeAll
    static void start() throws Exception {
        System.out.println("seed " + SEED);
        System.setProperty("kehu.access.strangers-an-hour", "2");
        server =
                Server.start(
                        new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty()),
                        Terminal.of(true));
        channel = server.bean(Accounts.class).mint("till", Role.CHANNEL);
        admin = server.bean(Accounts.class).mint("boss", Role.ADMIN);
        agent = server.bean(Accounts.class).mint("ann", Role.AGENT);
        people = Stream.generate(new Canaries(SEED)::person).limit(4).toList();
        for (Person person : people) {
            meet(person);
        }
        reachHead();
    }

    @AfterAll
    static void stop() {
        server.close();
        System.clearProperty("kehu.access.strangers-an-hour");
    }

    private static void reachHead() {
        long head = server.bean(History.class).head();
        assertThat(server.bean(ViewPositions.class).await(head, PATIENCE)).isTrue();
    }

    private static void meet(Person person) throws Exception {
        String batch = "[" + String.join(",", person.events(0)) + "]";
        HttpResponse<String> answer =
                text(
                        request(channel, "/v1/events")
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .POST(BodyPublishers.ofString(batch)));
        JsonNode results = JSON.readTree(answer.body()).get("results");
        String id = results.get(0).path("customerId").asString();
        String twin = results.get(results.size() - 1).path("customerId").asString();
        IDS.put(person, id);
        String first =
                server.bean(StreamIds.class)
                        .interaction("/shop", person.firstInteraction())
                        .value();
        for (var command : person.commands(id, twin, first).entrySet()) {
            assertThat(post(admin, command.getKey(), command.getValue()).statusCode())
                    .isBetween(200, 201);
        }
    }

    private static HttpResponse<String> post(Credentials who, String path, String body)
            throws Exception {
        return text(
                request(who, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(Credentials who, String path) {
        String sign = who.user() + ":" + who.password();
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(sign.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> text(HttpRequest.Builder request) throws Exception {
        return http(request, BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> http(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request.build(), body);
        }
    }

    private static JsonNode get(Credentials who, String path) throws Exception {
        HttpResponse<String> answer = text(request(who, path).GET());
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String customer(int person) {
        return IDS.getOrDefault(people.get(person), "");
    }

    private static Map<String, String> unzipped(byte[] zip) throws Exception {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                files.put(each.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static int run(String... words) {
        PrintStream usual = System.out;
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try {
            String data = directory.resolve("data").toString();
            return Program.run(
                            Stream.concat(Stream.of(words), Stream.of("--json", "--data", data))
                                    .toList())
                    .orElseThrow();
        } finally {
            System.setOut(usual);
        }
    }

    @Test
    @Order(1)
    void handsAPersonEverythingAboutThemAndNothingAboutAnybodyElse() throws Exception {
        for (Person person : people) {
            String path = "/v1/customers/" + IDS.get(person) + "/export";
            assertThat(text(request(agent, path).GET()).statusCode()).isEqualTo(403);
            HttpResponse<byte[]> answer =
                    http(request(admin, path).GET(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            Map<String, String> files = unzipped(answer.body());
            assertThat(files).containsKeys("index.html", "events.jsonl", "manifest.json");
            for (String kind : List.of("events.jsonl", "index.html")) {
                String file = files.getOrDefault(kind, "");
                assertThat(person.values()).allMatch(file::contains);
            }
            String all = String.join("\n", files.values());
            for (Person other : people) {
                if (other != person) {
                    assertThat(other.values()).noneMatch(all::contains);
                    assertThat(all).doesNotContain(IDS.getOrDefault(other, "?"));
                }
            }
        }
    }

    @Test
    @Order(2)
    void writesAFileForItsOwnerAlone() throws Exception {
        Path file = Path.of("").toAbsolutePath().resolve("kehu-" + customer(0) + ".zip");
        try {
            assertThat(run("privacy", "export", people.getFirst().code())).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(unzipped(Files.readAllBytes(file)).get("events.jsonl"))
                    .contains(people.getFirst().summary());
            assertThat(run("privacy", "export", people.getFirst().code()))
                    .as("never over another file")
                    .isOne();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String unknown(String id, Map<String, String> data) {
        return JSON.writeValueAsString(
                Map.of(
                        "specversion", "1.0",
                        "id", id,
                        "source", "/desk",
                        "type", "org.example.unheard-of",
                        "data", data));
    }

    @Test
    @Order(3)
    void handsOutWhatIsHeldAboutAPersonAndNoComplaintOfAStrangerWhoMentionsThem() throws Exception {
        Person ann = people.getFirst();
        String digits = ann.digits();
        String phone = "+86-%s-%s".formatted(digits.substring(0, 5), digits.substring(5));
        String complaint =
                "As %s and %s and +86 %s know, I am ill".formatted(ann.code(), ann.email(), digits);
        String batch =
                "[%s,%s]"
                        .formatted(
                                unknown("own", Map.of("caller", phone, "text", "Their own words")),
                                unknown("other", Map.of("by", "x@y.org", "text", complaint)));
        HttpResponse<String> answer =
                text(
                        request(channel, "/v1/events")
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .POST(BodyPublishers.ofString(batch)));
        JsonNode results = JSON.readTree(answer.body()).get("results");
        assertThat(results.size()).as(answer.body()).isEqualTo(2);
        results.forEach(it -> assertThat(it.get("status").asString()).isEqualTo("quarantined"));
        String path = "/v1/customers/" + customer(0) + "/export";
        HttpResponse<byte[]> zip = http(request(admin, path).GET(), BodyHandlers.ofByteArray());
        assertThat(String.join("\n", unzipped(zip.body()).values()))
                .contains("Their own words")
                .doesNotContain("I am ill");
    }

    private static List<String> looks(String id) throws Exception {
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

    @Test
    @Order(10)
    void writesDownWhoLookedAtWhomThroughWhat() throws Exception {
        String one = customer(1);
        get(agent, "/v1/customers/" + one);
        get(agent, "/v1/customers/" + one + "/timeline?accessPurpose=complaint");
        get(agent, "/v1/customers?code=" + people.get(1).code());
        get(agent, "/v1/search?in=customers&q=" + people.get(1).code());
        get(agent, "/v1/customers?asOf=2026-12-31&code=" + people.get(1).code());
        text(request(agent, "/customers/" + one).GET());
        text(request(agent, "/?q=" + people.get(1).code()).GET());
        assertThat(looks(one).subList(0, 7))
                .containsExactly(
                        "ann / customer-service",
                        "ann /customers/{id} customer-service",
                        "ann /v1/customers customer-service",
                        "ann /v1/search customer-service",
                        "ann /v1/customers customer-service",
                        "ann /v1/customers/{id}/timeline complaint",
                        "ann /v1/customers/{id} customer-service");
        assertThat(looks(customer(0)))
                .noneMatch(look -> look.startsWith("ann /v1/customers/{id} "));
        assertThat(looks(customer(0))).contains("operator ./kehu privacy export subject-access");
    }

    @Test
    @Order(11)
    void writesDownWhatTheCommandLineShows() throws Exception {
        String code = people.get(1).code();
        run("value", "explain", code, "--from", "2026-01-01", "--to", "2026-02-01");
        run("privacy", "sweep", code);
        assertThat(looks(customer(1)).subList(0, 2))
                .containsExactly(
                        "operator ./kehu privacy sweep subject-access",
                        "operator ./kehu value explain analysis");
        assertThat(looks(customer(0)))
                .noneMatch(look -> look.startsWith("operator ./kehu value explain"));
        long named = get(admin, "/v1/audit/access?limit=1").at("/items/0/number").asLong();
        run("value", "fit");
        run("value", "migration", "--from", "2026-01-01", "--to", "2026-02-01");
        JsonNode newest = get(admin, "/v1/audit/access?limit=1").at("/items/0");
        assertThat(newest.get("view").asString()).isEqualTo("./kehu value fit");
        assertThat(newest.get("number").asLong()).isEqualTo(named + 1);
    }

    @Test
    @Order(11)
    void writesDownEverybodyInAFile() throws Exception {
        String file = text(request(agent, "/v1/customers?format=csv").GET()).body();
        assertThat(file).contains(customer(2));
        assertThat(looks(customer(2)).getFirst())
                .isEqualTo("ann /v1/customers (end) customer-service");
        JsonNode newest = get(admin, "/v1/audit/access?limit=2");
        assertThat(newest.at("/items/1/view").asString()).isEqualTo("/v1/customers (file)");
        assertThat(newest.at("/items/1/customers").isNull()).isTrue();
        assertThat(newest.get("unnamed").asLong()).isPositive();
    }

    @Test
    @Order(12)
    void namesWhoseFileALeakedListComesFrom() throws Exception {
        String file = text(request(agent, "/v1/customers?format=csv").GET()).body();
        List<String> ids = file.lines().skip(1).map(line -> line.split(",")[0]).toList();
        String leaked = JSON.writeValueAsString(Map.of("customers", ids));
        JsonNode found = JSON.readTree(post(admin, "/v1/audit/access/suspects", leaked).body());
        List<JsonNode> ann = new ArrayList<>();
        found.get("items")
                .forEach(
                        item -> {
                            if (item.get("by").asString().equals("ann")) ann.add(item);
                        });
        assertThat(ann)
                .singleElement()
                .satisfies(it -> assertThat(it.get("agree")).isEqualTo(it.get("pairs")));
        assertThat(post(agent, "/v1/audit/access/suspects", leaked).statusCode()).isEqualTo(403);
    }

    /** Head line and all, as somebody finds it; the head bears no mark. */
    @Test
    @Order(12)
    void namesWhoseFileItIsByItsRows() throws Exception {
        for (String list :
                List.of(
                        "?format=csv&sort=name",
                        "?format=csv&limit=400",
                        "/" + customer(1) + "/timeline?format=csv",
                        "?format=csv&asOf=2099-01-01")) {
            String file = text(request(agent, "/v1/customers" + list).GET()).body();
            String leaked = JSON.writeValueAsString(Map.of("text", file));
            JsonNode found = JSON.readTree(post(admin, "/v1/audit/access/suspects", leaked).body());
            assertThat(found.get("items").size()).isGreaterThan(1);
            found.get("items")
                    .forEach(
                            item -> {
                                int rows = item.get("pairs").asInt();
                                assertThat(rows).as(list + file).isGreaterThan(1);
                                if (item.get("by").asString().equals("ann"))
                                    assertThat(item.get("agree").asInt())
                                            .as(list + file)
                                            .isEqualTo(rows);
                            });
        }
    }

    @Test
    @Order(12)
    void showsNothingForAPurposeNobodyCanRead() throws Exception {
        HttpResponse<String> answer =
                text(
                        request(agent, "/v1/customers/" + customer(0))
                                .header("X-Purpose", "Just curious!")
                                .GET());
        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(answer.body())
                .contains("purpose.malformed")
                .doesNotContain(people.getFirst().code());
    }

    @Test
    @Order(13)
    void provesThatNothingWasTakenOutOfTheLog() throws Exception {
        Frontier tree = new Frontier();
        Checkpoint signed =
                Checkpoint.of(
                        Note.parse(
                                text(request(admin, "/v1/audit/access/checkpoint").GET()).body()));
        text(request(admin, "/v1/audit/access/leaves?limit=" + signed.size()).GET())
                .body()
                .lines()
                .map(line -> JSON.readTree(line).get("leaf").asString())
                .forEach(leaf -> tree.add(Rfc6962.leaf(Base64.getDecoder().decode(leaf))));
        assertThat(tree.size()).isEqualTo(signed.size()).isPositive();
        assertThat(signed.root()).isEqualTo(tree.root());
        assertThat(text(request(agent, "/v1/audit/access").GET()).statusCode()).isEqualTo(403);
    }

    @Test
    @Order(14)
    void holdsNothingPersonalInTheLog() throws Exception {
        for (Person person : people) {
            assertThat(Canaries.found(directory.resolve("data/access"), person.values())).isEmpty();
            String file =
                    Files.readString(
                            directory.resolve("data/access.db"), StandardCharsets.ISO_8859_1);
            assertThat(person.values()).noneMatch(file::contains);
        }
    }

    @Test
    @Order(15)
    void pointsAtWhoReadsManyCustomersOutsideOfTheirWork() throws Exception {
        JsonNode strange = get(admin, "/v1/audit/access/unusual?since=2020-01-01");
        List<String> strangers = new ArrayList<>();
        strange.get("items")
                .forEach(
                        item -> {
                            assertThat(item.get("rules").size()).isPositive();
                            if (item.get("rules").toString().contains("strangers"))
                                strangers.add(item.get("by").asString());
                        });
        assertThat(strangers)
                .as("the boss had something recorded of everybody, Ann of nobody")
                .contains("ann")
                .doesNotContain("boss");
    }

    private static String consent(int person) throws Exception {
        HttpResponse<String> given =
                post(
                        admin,
                        "/v1/customers/" + customer(person) + "/consents",
                        "{\"purpose\":\"newsletter\",\"channel\":\"email\",\"textVersion\":\"2026-01\",\"form\":\"web-form\",\"evidence\":\"form"
                            + " 4711\"}");
        assertThat(given.statusCode()).as(given.body()).isBetween(200, 201);
        return JSON.readTree(given.body()).at("/ids/consent").asString();
    }

    @Test
    @Order(20)
    void letsMessagesGoByTheConsentTheyNameAlone() throws Exception {
        String one = "/v1/customers/" + customer(2);
        String consent = consent(2);
        String message = "{\"purpose\":\"newsletter\",\"channel\":\"email\",\"consent\":%s}";
        assertThat(post(agent, one + "/messages", message.formatted("null")).body())
                .contains("consent.missing");
        HttpResponse<String> sent =
                post(agent, one + "/messages", message.formatted("\"" + consent + "\""));
        assertThat(sent.statusCode() + sent.body())
                .matches(text -> text.startsWith("200") || text.contains("message.quiet-hours"));
        String asked = one + "/consents?purpose=newsletter&channel=email&after=";
        long given = server.bean(History.class).head();
        assertThat(get(agent, asked + given).get("granted").asBoolean()).isTrue();
        String withdrawn = "{\"purpose\":\"newsletter\",\"channel\":\"email\"}";
        assertThat(post(agent, one + "/consent-withdrawals", withdrawn).statusCode())
                .isBetween(200, 201);
        assertThat(post(agent, one + "/messages", message.formatted("\"" + consent + "\"")).body())
                .contains("consent.withdrawn");
        long head = server.bean(History.class).head();
        JsonNode now = get(agent, asked + head);
        assertThat(now.get("granted").asBoolean()).isFalse();
        assertThat(now.at("/consents/0/id").asString()).isEqualTo("newsletter|email");
    }

    @Test
    @Order(21)
    void tellsAuditorsWhatIsPersonalAndWhatFor() throws Exception {
        JsonNode register = get(admin, "/v1/audit/processing").get("activities");
        assertThat(register.toString()).contains("customer.registered").contains("contract");
        assertThat(register.size()).isGreaterThanOrEqualTo(4);
    }

    private static void registerMany() throws Exception {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 450; i++)
            files.add(
                    JSON.writeValueAsString(
                            Map.of(
                                    "specversion", "1.0",
                                    "id", "many-" + i,
                                    "source", "/desk",
                                    "type", "dev.kehu.customer.v1",
                                    "data", Map.of("code", "M-" + i, "name", "Zoe " + i))));
        HttpResponse<String> answer =
                text(
                        request(channel, "/v1/events")
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .POST(BodyPublishers.ofString(files.toString())));
        assertThat(answer.body()).doesNotContain("rejected");
        reachHead();
    }

    /** The right one first, and far from the next. */
    private static void namesAnn(String what, Object piece) throws Exception {
        String leaked = JSON.writeValueAsString(Map.of(what, piece));
        JsonNode items =
                JSON.readTree(post(admin, "/v1/audit/access/suspects", leaked).body()).get("items");
        assertThat(items.at("/0/by").asString()).as(items.toString()).isEqualTo("ann");
        int pairs = items.at("/0/pairs").asInt();
        assertThat(pairs).as(items.toString()).isGreaterThan(20);
        assertThat(items.at("/0/agree").asInt()).as(items.toString()).isEqualTo(pairs);
        assertThat(items.at("/1/agree").asInt()).as(items.toString()).isLessThan(pairs * 9 / 10);
    }

    /** Two hundred rows in no order. */
    private static String some(String file, String end) {
        List<String> rows =
                new ArrayList<>(
                        Stream.of(file.split(end))
                                .filter(row -> row.contains("customer-"))
                                .toList());
        Collections.shuffle(rows, new Random(SEED));
        return String.join(end, rows.subList(0, 200)) + end;
    }

    private static byte[] file(String asked) throws Exception {
        return http(request(agent, "/v1/customers" + asked).GET(), BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    @Order(80)
    void namesTheExporterOfTwoHundredRowsOfEveryFormat() throws Exception {
        registerMany();
        get(admin, "/v1/customers");
        namesAnn("text", some(new String(file("?format=csv&sort=-name"), UTF_8), "\r\n"));
        Path book = Files.write(directory.resolve("a.xlsx"), file("?format=xlsx&sort=name"));
        try (ZipFile zip = new ZipFile(book.toFile());
                var sheet = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            namesAnn("text", some(new String(sheet.readAllBytes(), UTF_8), "</row>"));
        }
        List<String> ids = new ArrayList<>();
        JSON.readTree(file("?limit=400"))
                .get("items")
                .forEach(item -> ids.add(item.get("id").asString()));
        namesAnn("customers", ids.subList(100, 300));
        Path parquet = Files.write(directory.resolve("a.parquet"), file("?format=parquet"));
        ids.clear();
        try (var duck =
                        DuckLibrary.in(directory.resolve("native"))
                                .connect("jdbc:duckdb:", new Properties());
                var rows =
                        duck.createStatement()
                                .executeQuery("SELECT id FROM read_parquet('" + parquet + "')")) {
            while (rows.next()) ids.add(rows.getString(1));
        }
        namesAnn("customers", ids.subList(100, 300));
    }

    @Test
    @Order(90)
    void saysClearlyThatNothingIsLeftOfWhoWasErased() throws Exception {
        String erased = "/v1/customers/" + customer(3);
        String why = "{\"reason\":\"asked\",\"basis\":\"GDPR 17(1)(a)\"}";
        assertThat(post(admin, erased + "/erasure", why).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = text(request(admin, erased + "/export").GET());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("customer.erased").contains("receipt");
        assertThat(text(request(admin, "/v1/customers/customer-x/export").GET()).statusCode())
                .isEqualTo(404);
    }
}
