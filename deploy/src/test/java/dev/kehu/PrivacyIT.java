package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.History;
import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** What the firm owes a person beside being forgotten, on the whole program. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class PrivacyIT extends ServedPeople {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        System.out.println("seed " + SEED);
        start(directory, SEED);
    }

    @AfterAll
    static void end() {
        stop();
    }

    @Nested
    @Order(1)
    class Disclosure extends DisclosureChecks {}

    @Nested
    @Order(2)
    class Looks extends LookChecks {}

    @Nested
    @Order(3)
    class Marks extends MarkChecks {}

    @Nested
    @Order(4)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class Duties {
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
                    .matches(
                            text -> text.startsWith("200") || text.contains("message.quiet-hours"));
            String asked = one + "/consents?purpose=newsletter&channel=email&after=";
            long given = server.bean(History.class).head();
            assertThat(get(agent, asked + given).get("granted").asBoolean()).isTrue();
            String withdrawn = "{\"purpose\":\"newsletter\",\"channel\":\"email\"}";
            assertThat(post(agent, one + "/consent-withdrawals", withdrawn).statusCode())
                    .isBetween(200, 201);
            assertThat(
                            post(agent, one + "/messages", message.formatted("\"" + consent + "\""))
                                    .body())
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

        @Test
        @Order(80)
        void forgetsWhatWasSaidAndKeepsWhoSaidIt() throws Exception {
            Person person = people.get(3);
            Path data = directory.resolve("data");
            String one = "/v1/customers/" + customer(3);
            String why = "{\"reason\":\"asked\",\"basis\":\"GDPR 17(1)(b)\",\"category\":\"%s\"}";
            assertThat(Canaries.found(data, person.said())).as("in the index").isNotEmpty();
            HttpResponse<String> unknown = post(admin, one + "/erasure", why.formatted("contact"));
            assertThat(unknown.statusCode()).isEqualTo(422);
            assertThat(unknown.body()).contains("erasure.category");
            HttpResponse<String> done = post(admin, one + "/erasure", why.formatted("content"));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(JSON.readTree(done.body()).at("/receipt/receipt/keysDivided").size())
                    .isPositive();
            assertThat(Canaries.found(data, person.said())).isEmpty();
            String later = "[" + person.later() + "]";
            HttpResponse<String> sent =
                    text(
                            request(channel, "/v1/events")
                                    .header("Content-Type", "application/cloudevents-batch+json")
                                    .POST(HttpRequest.BodyPublishers.ofString(later)));
            assertThat(sent.statusCode()).isEqualTo(200);
            reachHead();
            assertThat(get(admin, one).toString()).contains(person.name(), person.email());
            assertThat(get(admin, one + "/timeline").toString())
                    .contains("hello again")
                    .doesNotContain(person.said());
            assertThat(get(admin, one + "/erasure").toString())
                    .contains("\"category\":\"content\"");
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
}
