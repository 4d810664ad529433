package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.privacy.Canaries.Person;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Everything about one person is handed to that person. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class DisclosureChecks extends ServedPeople {
    @Test
    @Order(1)
    void handsAPersonEverythingAboutThemAndNothingAboutAnybodyElse() throws Exception {
        for (Person person : people) {
            String path = "/v1/customers/" + id(person) + "/export";
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
                    assertThat(all).doesNotContain(id(other));
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
        JsonNode results =
                batch(
                        List.of(
                                unknown("own", Map.of("caller", phone, "text", "Their own words")),
                                unknown("other", Map.of("by", "x@y.org", "text", complaint))));
        assertThat(results.size()).as(results.toString()).isEqualTo(2);
        results.forEach(it -> assertThat(it.get("status").asString()).isEqualTo("quarantined"));
        String path = "/v1/customers/" + customer(0) + "/export";
        HttpResponse<byte[]> zip = http(request(admin, path).GET(), BodyHandlers.ofByteArray());
        assertThat(String.join("\n", unzipped(zip.body()).values()))
                .contains("Their own words")
                .doesNotContain("I am ill");
    }
}
