package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The whole program asked by an analyst, over HTTP and at the prompt, on real purchases. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnalysisIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MONEY =
            "SELECT count(*) AS n, sum(amount) AS total FROM interactions WHERE currency = 'USD'";

    @TempDir static Path directory;

    private static Server server;
    private static Credentials analyst;
    private static boolean ended;

    @BeforeAll
    static void loadTheSample() {
        server = Sample.serve(directory.resolve("data"));
        analyst = server.bean(Accounts.class).mint("ana", Role.ANALYST);
    }

    @AfterAll
    static void stop() {
        if (!ended) server.close();
    }

    private static HttpResponse<byte[]> post(String sql, String query) throws Exception {
        String sign = analyst.user() + ":" + analyst.password();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/v1/analysis/sql" + query))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        sign.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("sql", sql))))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofByteArray());
        }
    }

    @Test
    @Order(1)
    void answersInJson() throws Exception {
        HttpResponse<byte[]> response = post(MONEY, "");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("rows").get(0).path("n").asInt()).isEqualTo(6_919);
        assertThat(answer.path("rows").get(0).path("total").decimalValue())
                .isEqualByComparingTo("244091.94");
        assertThat(answer.path("behind").asInt(-1)).isZero();
        assertThat(answer.path("more").asBoolean(true)).isFalse();
    }

    @Test
    @Order(2)
    void answersInFiles() throws Exception {
        HttpResponse<byte[]> csv = post("SELECT * FROM interactions", "?format=csv");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8).lines().count()).isEqualTo(6_920);
        assertThat(csv.headers().firstValue("X-Position")).isPresent();
        HttpResponse<byte[]> parquet = post("SELECT * FROM customers", "?format=parquet");
        assertThat(new String(parquet.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    }

    @Test
    @Order(3)
    void writesNoNumberThatIsNoJson() throws Exception {
        HttpResponse<byte[]> response =
                post("SELECT 'nan'::DOUBLE AS a, '-inf'::DOUBLE AS b, 1.10 AS c", "");
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("{\"a\":null,\"b\":null,\"c\":1.1");
    }

    @Test
    @Order(4)
    void refusesAsAProblem() throws Exception {
        HttpResponse<byte[]> response = post("SELECT * FROM read_text('/etc/hostname')", "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(JSON.readTree(response.body()).path("code").asString()).isEqualTo("sql.refused");
        assertThat(JSON.readTree(post(MONEY, "?format=xml").body()).path("code").asString())
                .isEqualTo("parameter.format");
    }

    /** What the command wrote to stdout. */
    private static String kehu(int exit, String... words) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            List<String> args = new ArrayList<>(List.of(words));
            args.addAll(List.of("--data", directory.resolve("data").toString()));
            assertThat(Program.run(args)).hasValue(exit);
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    private static void asksAtThePrompt() throws Exception {
        assertThat(kehu(0, "query", MONEY))
                .isEqualToNormalizingNewlines(
                        """
                           n        total
                        ----  -----------
                        6919  244091.9400
                        (1 row)
                        """);
        assertThat(kehu(0, "query", MONEY, "--format", "csv"))
                .isEqualTo("n,total\n6919,244091.9400\n");
        assertThat(JSON.readTree(kehu(0, "query", MONEY, "--json")).path("rows").size())
                .isEqualTo(1);
        assertThat(kehu(2, "query", "DROP TABLE interactions")).isEmpty();
        assertThat(JSON.readTree(kehu(2, "query", "DROP", "--json")).path("code").asString())
                .isEqualTo("sql.refused");
        Path parquet = Path.of(kehu(0, "query", "--parquet").strip());
        assertThat(parquet.resolve("interactions.parquet")).isNotEmptyFile();
        try (var left = Files.list(parquet.resolveSibling("answers"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @Order(5)
    void answersAtThePromptWhileKehuRuns() throws Exception {
        asksAtThePrompt();
    }

    @Test
    @Order(6)
    void answersAtThePromptWhenItDoesNot() throws Exception {
        server.close();
        ended = true;
        asksAtThePrompt();
    }
}
