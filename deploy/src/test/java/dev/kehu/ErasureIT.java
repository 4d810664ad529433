package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.History;
import dev.kehu.platform.analysis.Content;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.memory.Fold;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.search.Searchable;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;
import dev.kehu.privacy.ErasedSamples;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * People of forty values each are erased on the whole program, and looked for everywhere. {@code
 * -Dkehu.people=50} for the long form.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureIT extends ServedPeople {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int PEOPLE = Integer.getInteger("kehu.people", 4);
    private static List<Person> erased = List.of();
    private static List<Person> others = List.of();
    private static List<StoredEvent> stored = List.of();
    private static Map<String, String> answers = Map.of();
    private static Instant before = Instant.EPOCH;

    @BeforeAll
    static void start(@TempDir Path in) throws Exception {
        directory = in;
        System.out.println("people " + PEOPLE + ", seed " + SEED);
        open("data");
        Canaries canaries = new Canaries(SEED);
        erased = Stream.generate(canaries::person).limit(PEOPLE).toList();
        others = Stream.generate(canaries::person).limit(5).toList();
        for (Person person : all()) {
            meet(person);
        }
        reachHead();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<Person> all() {
        return Stream.concat(erased.stream(), others.stream()).toList();
    }

    private static JsonNode get(String path) throws Exception {
        return get(admin, path);
    }

    /** What was known when the person was. */
    private static String lookingBack(Person person) throws Exception {
        String path = "/v1/customers/" + id(person);
        return get(path + "?knownAt=" + before)
                + get(path + "/timeline?knownAt=" + before).toString();
    }

    private static String q(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> answersAboutOthers() throws Exception {
        Map<String, String> all = new HashMap<>();
        for (Person person : others) {
            String id = id(person);
            for (String path :
                    List.of(
                            "/v1/customers/" + id,
                            "/v1/customers/" + id + "/timeline",
                            "/v1/customers/" + id + "/value-history",
                            "/v1/customers?code=" + q(person.code()),
                            "/v1/customers?q=" + q(person.name()),
                            "/v1/search?in=interactions&q=" + q(person.summary()))) {
                ObjectNode answer = (ObjectNode) get(path);
                answer.remove(List.of("position", "storePosition", "behind"));
                all.put(path, answer.toString());
            }
        }
        return all;
    }

    /** Runs a command; a word behind an @ is a name below the directory. */
    private static int kehu(String... words) {
        List<String> args = new ArrayList<>(List.of("--json"));
        for (String word : words) {
            args.add(word.startsWith("@") ? directory.resolve(word.substring(1)) + "" : word);
        }
        return unheard(args);
    }

    private static Path valuesOfTheErased() throws Exception {
        Path file = directory.resolve("values.txt");
        return Files.write(file, erased.stream().flatMap(p -> p.values().stream()).toList());
    }

    private static void sweptClean(String... places) throws Exception {
        List<String> values = erased.stream().flatMap(p -> p.values().stream()).toList();
        for (String place : places) {
            assertThat(Canaries.found(directory.resolve(place), values)).as(place).isEmpty();
        }
    }

    @Test
    @Order(1)
    void isKnownInFullBefore() throws Exception {
        assertThat(erased.getFirst().values())
                .hasSizeGreaterThanOrEqualTo(40)
                .doesNotHaveDuplicates();
        assertThat(Canaries.found(directory.resolve("data"), erased.getFirst().values()))
                .as("the search index is readable, so a sweep has something to find")
                .isNotEmpty();
        valuesOfTheErased();
        assertThat(kehu("privacy", "sweep", "@values.txt", "--data", "@data")).isOne();
        assertThat(kehu("backup", "@before", "--data", "@data")).isZero();
        stored = WholeHistory.stored(server.bean(EventHistory.class));
        answers = answersAboutOthers();
        before = Instant.ofEpochMilli(stored.getLast().recordedAt());
        for (Person person : erased) {
            assertThat(lookingBack(person)).contains(person.name(), person.summary());
        }
    }

    @Test
    @Order(2)
    void isErasedByAdministratorsAlone() throws Exception {
        String path = "/v1/customers/" + id(erased.getFirst()) + "/erasure";
        String why = "{\"reason\":\"asked\",\"basis\":\"GDPR 17(1)(a)\"}";
        assertThat(post(channel, path, why).statusCode()).isEqualTo(403);
        assertThat(post(admin, path, "{\"basis\":\"x\"}").body()).contains("reason.missing");
        for (Person person : erased.subList(1, erased.size())) {
            HttpResponse<String> answer =
                    post(admin, "/v1/customers/" + id(person) + "/erasure", why);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode receipt = JSON.readTree(answer.body()).at("/receipt/receipt");
            assertThat(receipt.at("/sweep/found").size()).as(answer.body()).isZero();
            assertThat(receipt.get("keysDestroyed").size()).isGreaterThanOrEqualTo(4);
            assertThat(person.values()).noneMatch(answer.body()::contains);
        }
        assertThat(
                        kehu(
                                "privacy",
                                "erase",
                                erased.getFirst().code(),
                                "--reason",
                                "asked",
                                "--basis",
                                "GDPR 17(1)(a)",
                                "--data",
                                "@data"))
                .isZero();
        assertThat(post(admin, path, why).body()).contains("customer.erased");
        reachHead();
    }

    @Test
    @Order(3)
    void isNowhereAnyMore() throws Exception {
        sweptClean("data");
        assertThat(kehu("privacy", "sweep", "@values.txt", "--data", "@data")).isZero();
        String one = id(erased.getFirst());
        assertThat(kehu("privacy", "sweep", one, "--data", "@data")).isZero();
    }

    @Test
    @Order(4)
    void leavesEveryStoredEventAndEverybodyElseAsTheyWere() throws Exception {
        List<StoredEvent> now = WholeHistory.stored(server.bean(EventHistory.class));
        for (int i = 0; i < stored.size(); i++) {
            assertThat(now.get(i).sameAs(stored.get(i))).as("event %d", i + 1).isTrue();
        }
        assertThat(answersAboutOthers()).isEqualTo(answers);
    }

    @Test
    @Order(5)
    void isShownAsErasedWithCountsAndMoney() throws Exception {
        for (Person person : erased) {
            String id = id(person);
            JsonNode customer = get("/v1/customers/" + id);
            assertThat(customer.get("status").asString()).isEqualTo("erased");
            assertThat(customer.get("code").isNull()).isTrue();
            assertThat(customer.get("name").isNull()).isTrue();
            assertThat(customer.get("persons").size()).isZero();
            assertThat(customer.at("/interactions/count").asInt()).isEqualTo(person.interactions());
            assertThat(customer.at("/money/0/value").asString()).isEqualTo(person.money());
            JsonNode timeline = get("/v1/customers/" + id + "/timeline");
            assertThat(timeline.get("items").size()).isEqualTo(person.interactions());
            timeline.get("items")
                    .forEach(item -> assertThat(item.get("summary").isNull()).isTrue());
            for (String asked : List.of("code=" + q(person.code()), "q=" + q(person.name()))) {
                assertThat(get("/v1/customers?" + asked).get("items").size()).isZero();
            }
            assertThat(get("/v1/customers?contact=" + q(person.email())).get("items").size())
                    .isZero();
            assertThat(get("/v1/customers/" + id + "?asOf=2990-01-01").toString())
                    .doesNotContain(person.values());
            assertThat(lookingBack(person)).doesNotContain(person.values());
        }
    }

    @Test
    @Order(6)
    void answersDuplicateToWhatWasSentBefore() throws Exception {
        long head = server.bean(History.class).head();
        for (Person person : erased) {
            for (int body : new int[] {0, 1}) {
                batch(person.events(body))
                        .forEach(
                                result ->
                                        assertThat(result.path("status").asString())
                                                .isEqualTo("duplicate"));
            }
        }
        assertThat(server.bean(History.class).head()).isEqualTo(head);
        sweptClean("data");
    }

    @Test
    @Order(7)
    void isInNoBackupTakenAfterwards() throws Exception {
        assertThat(kehu("backup", "@after", "--data", "@data")).isZero();
        sweptClean("after", "after-keys");
        server.close();
        assertThat(kehu("restore", "@after", "--data", "@restored-after")).isZero();
        open("restored-after");
        reachHead();
        isShownAsErasedWithCountsAndMoney();
        server.close();
        sweptClean("restored-after");
    }

    @Test
    @Order(8)
    void doesNotComeBackWithABackupFromBefore() throws Exception {
        assertThat(
                        kehu(
                                "restore",
                                "@before",
                                "--erased",
                                "@data/erased.jsonl",
                                "--data",
                                "@restored-before"))
                .isZero();
        open("restored-before");
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () ->
                                server.bean(History.class).head()
                                        >= stored.size() + 2L * erased.size());
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(this::isShownAsErasedWithCountsAndMoney);
        assertThat(answersAboutOthers()).isEqualTo(answers);
        server.close();
        sweptClean("restored-before");
        open("data");
    }

    /** Of who was erased events come without anything personal, to every fold there is. */
    @Test
    @Order(4)
    void isFoldedByEveryFoldThereIs() throws Exception {
        int folds =
                ErasedSamples.folds(
                        server.bean(SealingSerializer.class),
                        server.beans(Projection.class),
                        server.beans(Searchable.class),
                        server.beans(Content.class),
                        server.beans(Fold.class));
        assertThat(folds).isGreaterThanOrEqualTo(9);
    }

    @Test
    @Order(9)
    void meetsTheNextContactAsANewCustomer() throws Exception {
        for (Person person : erased) {
            JsonNode result = batch(List.of(person.later())).get(0);
            assertThat(result.path("status").asString()).isEqualTo("accepted");
            assertThat(result.path("customerId").asString()).isNotEqualTo(id(person));
        }
    }
}
