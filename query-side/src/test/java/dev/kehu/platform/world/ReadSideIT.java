package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.projection.ViewPositions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The read side over real HTTP. */
class ReadSideIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = ReadSide.start();
        Scenario given = new Scenario(context.getBean(Story.class));
        given.registers("customer-a", "CDNOW-00004", "CDNOW 00004", "1997-01-01");
        given.orders("customer-a", "1997-01-01", "29.33");
        given.orders("customer-a", "1997-01-18", "29.73");
        assertThat(context.getBean(ViewPositions.class).await(3, Duration.ofSeconds(20))).isTrue();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(ReadSide.uri(context, path));
        if (headers.length > 0) request.headers(headers);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.builder().build().readTree(response.body());
    }

    @Test
    void answersACustomerByItsContract() throws Exception {
        JsonNode customer = json(get("/v1/customers/customer-a"));
        assertThat(customer.get("code").asString()).isEqualTo("CDNOW-00004");
        assertThat(customer.get("status").asString()).isEqualTo("active");
        assertThat(customer.at("/interactions/firstAt").asString())
                .isEqualTo("1997-01-01T12:00:00Z");
        assertThat(customer.at("/interactions/byChannel/web").asInt()).isEqualTo(2);
        assertThat(customer.at("/money/0/value").asString()).isEqualTo("59.06");
        assertThat(customer.at("/recent/0/amount/value").asString()).isEqualTo("29.73");
        assertThat(customer.get("value").isNull()).isTrue();
        assertThat(customer.get("position").asLong()).isEqualTo(3);
        assertThat(customer.get("behind").asLong()).isZero();
    }

    @Test
    void answersTheTimelineAndTheValueHistory() throws Exception {
        JsonNode timeline = json(get("/v1/customers/customer-a/timeline?limit=1&kind=order"));
        assertThat(timeline.at("/items/0/occurredAt").asString()).isEqualTo("1997-01-18T12:00:00Z");
        assertThat(timeline.get("next").asString()).isNotBlank();
        JsonNode history = json(get("/v1/customers/customer-a/value-history"));
        assertThat(history.at("/months/0").toString())
                .isEqualTo(
                        "{\"month\":\"1997-01\",\"orders\":2,\"value\":\"59.06\",\"currency\":\"USD\"}");
        assertThat(history.at("/recency/days").asInt()).isEqualTo(2);
    }

    @Test
    void looksBack() throws Exception {
        JsonNode customer = json(get("/v1/customers/customer-a?asOf=1997-01-01"));
        assertThat(customer.at("/money/0/value").asString()).isEqualTo("29.33");
    }

    @Test
    void answersNotModifiedWhenNothingChanged() throws Exception {
        String tag = get("/v1/customers/customer-a").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = get("/v1/customers/customer-a", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("X-Position")).contains("3");
    }

    @Test
    void saysNoAsAProblem() throws Exception {
        HttpResponse<String> unknown = get("/v1/customers/customer-x");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(json(unknown).get("code").asString()).isEqualTo("customer.unknown");
        assertThat(json(unknown).get("type").asString()).isEqualTo("/problems/customer.unknown");
        assertThat(get("/v1/customers?limit=501").statusCode()).isEqualTo(400);
        assertThat(get("/v1/customers/customer-a?asOf=soon").statusCode()).isEqualTo(400);
    }

    @Test
    void answers202WhenAViewIsNotThereYet() throws Exception {
        HttpResponse<String> later = get("/v1/customers/customer-a?after=99");
        assertThat(later.statusCode()).isEqualTo(202);
        assertThat(later.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(later).get("position").asLong()).isEqualTo(3);
    }

    @Test
    void searches() throws Exception {
        JsonNode both = json(get("/v1/search?q=cdnow"));
        assertThat(both.at("/items/0/in").asString()).isEqualTo("customers");
        assertThat(both.at("/items/0/id").asString()).isEqualTo("customer-a");
        assertThat(both.at("/items/0/name").asString()).isEqualTo("CDNOW 00004");
        assertThat(both.get("position").asLong()).isEqualTo(3);
        JsonNode page = json(get("/v1/search?q=summ&in=interactions&limit=1&after=3"));
        assertThat(page.at("/items/0/id").asString()).isEqualTo("interaction-2");
        assertThat(page.at("/items/0/customer").asString()).isEqualTo("customer-a");
        assertThat(page.at("/items/0/snippet").asString()).isEqualTo("Summary of interaction-2");
        String next = page.get("next").asString();
        JsonNode rest = json(get("/v1/search?q=summ&in=interactions&limit=5&cursor=" + next));
        assertThat(rest.at("/items/0/id").asString()).isEqualTo("interaction-1");
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(json(get("/v1/search?q=%F0%9F%98%80%00%22*")).get("items")).isEmpty();
        assertThat(get("/v1/search?q=x&in=invoices").statusCode()).isEqualTo(400);
        assertThat(get("/v1/search?q=x&in=interactions&cursor=" + next).statusCode())
                .isEqualTo(400);
        assertThat(get("/v1/search?q=x&after=99").statusCode()).isEqualTo(202);
    }

    @Test
    void listsAndExports() throws Exception {
        assertThat(json(get("/v1/customers?code=CDNOW-00004")).at("/items/0/id").asString())
                .isEqualTo("customer-a");
        HttpResponse<String> export = get("/v1/events/export?after=1&limit=1");
        assertThat(export.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/x-ndjson");
        JsonNode line = json(export);
        assertThat(line.get("position").asLong()).isEqualTo(2);
        assertThat(line.get("id").asString()).isEqualTo("row-interaction-1");
        assertThat(line.get("leaf").asString()).hasSize(44);
        assertThat(get("/v1/events/export").body().lines()).hasSize(3);
    }

    @Test
    void writesEveryListToAFile() throws Exception {
        HttpResponse<String> customers = get("/v1/customers?format=csv&columns=code,interactions");
        assertThat(customers.body()).isEqualTo("code,interactions\r\nCDNOW-00004,2\r\n");
        assertThat(customers.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/csv");
        assertThat(customers.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"kehu-customers-3.csv\"");
        assertThat(customers.headers().firstValue("X-Position")).contains("3");
        String timeline = "/v1/customers/customer-a/timeline?format=csv";
        assertThat(get(timeline + "&columns=occurredAt,amount,currency&filter=amount>=29.5").body())
                .isEqualTo("occurredAt,amount,currency\r\n1997-01-18T12:00:00Z,29.73,USD\r\n");
        String history = "/v1/customers/customer-a/value-history?format=csv";
        assertThat(get(history).body())
                .isEqualTo("month,orders,value,currency\r\n1997-01,2,59.06,USD\r\n");
        assertThat(get(history + "&list=assessments").body()).startsWith("at,score,current");
    }

    @Test
    void looksBackInFilesToo() throws Exception {
        String list = "/v1/customers?format=csv&columns=code,interactions";
        assertThat(get(list + "&asOf=1997-01-01").body())
                .isEqualTo("code,interactions\r\nCDNOW-00004,1\r\n");
        assertThat(get(list + "&knownAt=2026-01-01T00:00:01Z").body())
                .endsWith("CDNOW-00004,0\r\n");
        assertThat(get(list + "&asOf=1996-12-31").body()).isEqualTo("code,interactions\r\n");
        String path = "/v1/customers/customer-a/timeline?format=csv&columns=id&asOf=1997-01-01";
        assertThat(get(path).body()).isEqualTo("id\r\ninteraction-1\r\n");
        String known =
                "/v1/customers/customer-a/value-history?format=csv&knownAt=2026-01-01T00:00:02Z";
        assertThat(get(known).body()).contains("1997-01,1,29.33,USD");
    }

    @Test
    void takesTheQuestionsOfAllListsInJson() throws Exception {
        JsonNode page =
                json(
                        get(
                                "/v1/customers/customer-a/timeline?columns=id,amount&limit=1&sort=-recordedAt"));
        assertThat(page.at("/items/0").toString())
                .isEqualTo(
                        "{\"id\":\"interaction-2\",\"amount\":{\"value\":\"29.73\",\"currency\":\"USD\"}}");
        assertThat(page.get("next").asString()).isNotBlank();
        JsonNode history = json(get("/v1/customers/customer-a/value-history?filter=month<=1996"));
        assertThat(history.get("months")).isEmpty();
        assertThat(get("/v1/customers?format=parquet").statusCode()).isEqualTo(400);
        assertThat(
                        json(get("/v1/customers/customer-a/value-history?list=x"))
                                .get("code")
                                .asString())
                .isEqualTo("list.unknown");
    }

    @Test
    void cutsTheConnectionWhereAFileBreaksOff() throws Exception {
        assertThatThrownBy(() -> get("/v1/broken?rows=100000")).isInstanceOf(IOException.class);
        HttpResponse<String> early = get("/v1/broken?rows=2");
        assertThat(early.statusCode()).isEqualTo(500);
        assertThat(json(early).get("code").asString()).isEqualTo("internal");
        assertThat(early.headers().firstValue("Content-Disposition")).isEmpty();
    }
}
