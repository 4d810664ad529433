package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.platform.analysis.duckdb.DuckLibrary;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A list of people bears the mark of its recipient. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class MarkChecks extends ServedPeople {
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
        Collections.shuffle(rows, new Random(seed));
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
}
