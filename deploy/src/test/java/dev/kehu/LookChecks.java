package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.privacy.Canaries;
import dev.kehu.privacy.Canaries.Person;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Who looked at whom is written down, and can be proven and asked about. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class LookChecks extends ServedPeople {
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
}
