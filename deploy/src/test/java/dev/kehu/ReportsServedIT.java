package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reports of the whole program, on real purchases: the figures are counted from the file. */
class ReportsServedIT {
    @TempDir static Path directory;

    private static Server server;
    private static final Map<Role, Credentials> USERS = new EnumMap<>(Role.class);

    @BeforeAll
    static void loadTheSample() {
        server = Sample.serve(directory.resolve("data"));
        for (Role role : List.of(Role.ANALYST, Role.AUDITOR, Role.CHANNEL, Role.AGENT))
            USERS.put(role, server.bean(Accounts.class).mint("a-" + role.ordinal(), role));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> get(Role role, String path) throws Exception {
        Credentials who = USERS.get(role);
        String sign = who.user() + ":" + who.password();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        sign.getBytes(StandardCharsets.UTF_8)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(Role.ANALYST, path);
        return new JsonMapper().readTree(answer.body());
    }

    private static List<String> lines(String path) throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : json(path).path("rows")) {
            List<String> cells = new ArrayList<>();
            row.properties().forEach(cell -> cells.add(text(cell.getValue())));
            lines.add(String.join("|", cells));
        }
        return lines;
    }

    private static String text(JsonNode cell) {
        return cell.isNumber()
                ? cell.decimalValue().stripTrailingZeros().toPlainString()
                : cell.asString("null");
    }

    @Test
    void countsTheSample() throws Exception {
        assertThat(lines("/v1/reports/retention"))
                .startsWith("0|2357|2357|1", "1|2357|345|0.1464")
                .endsWith("17|781|33|0.0423");
        assertThat(lines("/v1/reports/cohorts?months=1"))
                .contains("1997-01|0|781|781|1", "1997-02|0|857|857|1", "1997-03|0|719|719|1");
        assertThat(lines("/v1/reports/repeat-interval").getFirst())
                .startsWith("1|30|2064|")
                .endsWith("|0.4757|0.4757");
        assertThat(lines("/v1/reports/products"))
                .containsExactly("1|(no product)|1|6919|2357|244091.94|1|USD");
        assertThat(lines("/v1/reports/churn").getLast()).startsWith("1998-06|").endsWith("|515");
        JsonNode grid = json("/v1/reports/rfm");
        int customers = 0;
        for (JsonNode row : grid.path("rows")) customers += row.path("customers").asInt();
        assertThat(customers).isEqualTo(2_357);
        assertThat(grid.path("today").asString()).isEqualTo("1998-06-30");
        assertThat(grid.path("behind").asInt(-1)).isZero();
    }

    @Test
    void standInADescriptionOfTheWholeApi() throws Exception {
        ApiDescribed.check(json("/openapi.json"));
    }

    @ParameterizedTest
    @CsvSource({"AGENT, 403", "ANALYST, 200", "AUDITOR, 200"})
    void areLinkedForWhoMayReadThem(Role role, int status) throws Exception {
        String page = new String(get(role, "/").body(), StandardCharsets.UTF_8);
        assertThat(page).contains("Business day");
        assertThat(page.contains("href=\"/reports\"")).isEqualTo(status == 200);
        assertThat(get(role, "/reports").statusCode()).isEqualTo(status);
    }

    @Test
    void listsWhatThereIs() throws Exception {
        List<String> names = new ArrayList<>();
        json("/v1/reports").path("items").forEach(item -> names.add(item.path("name").asString()));
        assertThat(names)
                .containsExactly(
                        "channel-mix",
                        "churn",
                        "cohorts",
                        "first-response",
                        "products",
                        "repeat-interval",
                        "retention",
                        "rfm");
    }

    @Test
    void comesAsFiles() throws Exception {
        String asked = "/v1/reports/churn?asOf=1997-12-31&format=";
        HttpResponse<byte[]> csv = get(Role.ANALYST, asked + "csv");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8))
                .startsWith("month,first_purchases,churned,returned,with_us\r\n1997-01,")
                .contains("\r\n1997-12,0,");
        assertThat(csv.headers().firstValue("X-Position")).isPresent();
        assertThat(get(Role.ANALYST, asked + "xlsx").body()).startsWith('P', 'K');
        HttpResponse<byte[]> parquet = get(Role.ANALYST, asked + "parquet");
        assertThat(new String(parquet.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/reports/nothing,              404, report.unknown",
        "/v1/reports/churn?days=0,         400, parameter.number",
        "/v1/reports/churn?rule=all,       400, report.parameter",
        "/v1/reports/churn?x=1,            400, report.parameter",
        "/v1/reports/churn?asOf=never,     400, parameter.time",
        "/v1/reports/churn?format=xml,     400, format.unknown"
    })
    void refusesAsAProblem(String path, int status, String code) throws Exception {
        HttpResponse<byte[]> answer = get(Role.ANALYST, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonMapper().readTree(answer.body()).path("code").asString())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/channel-mix?kind=order&measure=web",
                "/churn?asOf=1998-03-31",
                "/cohorts",
                "/first-response",
                "/products",
                "/repeat-interval?width=",
                "/retention",
                "/rfm?measure=value"
            })
    void isAPageForThoseWhoMay(String page) throws Exception {
        String path = "/reports" + page;
        HttpResponse<byte[]> answer = get(Role.ANALYST, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get(Role.AUDITOR, path).statusCode()).isEqualTo(200);
        assertThat(get(Role.CHANNEL, path).statusCode()).isEqualTo(403);
        assertThat(get(Role.AGENT, path).statusCode()).isEqualTo(403);
        String html = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(html).doesNotContain(" th:", " style=", "<script");
        if (!page.isEmpty() && !page.equals("/first-response"))
            assertThat(html)
                    .contains("<title id=\"chart-title\">", "<desc id=\"chart-text\">", "<td")
                    .contains("format=csv", "format=xlsx");
    }

    @Test
    void refusesOnAPageToo() throws Exception {
        HttpResponse<byte[]> answer = get(Role.ANALYST, "/reports/churn?days=%3Cb%3E");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("parameter.number", "days must be a number");
    }
}
