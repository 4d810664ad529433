package dev.kehu.platform.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * No request makes the view store look at more documents because there are more customers. The
 * store counts what it examines, not what it returns.
 */
class NoScanIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int FEW = 60, MANY = 400;

    /** Every endpoint of the read side that looks at views, in the ways it can be asked. */
    private static final Map<String, List<String>> REQUESTS =
            Map.of(
                    "/v1/customers",
                    List.of(
                            "?limit=5",
                            "?limit=5&sort=-interactions",
                            "?limit=5&filter=interactions>=1",
                            "?q=Name 1&limit=5",
                            "?code=C7",
                            "?limit=5&asOf=1997-06-30"),
                    "/v1/customers/{id}",
                    List.of("", "?asOf=1997-06-30", "?knownAt=2026-01-01T00:05:00Z"),
                    "/v1/customers/{id}/timeline",
                    List.of("", "?limit=3", "?kind=order", "?order=recorded", "?asOf=1997-06-30"),
                    "/v1/customers/{id}/value-history",
                    List.of(
                            "",
                            "?list=assessments&format=csv",
                            "?list=treatments",
                            "?asOf=1997-06-30"),
                    "/v1/customers/{id}/consents",
                    List.of("", "?asOf=1997-06-30"),
                    "/v1/implementations",
                    List.of(""),
                    "/v1/search",
                    List.of("?q=Name", "?q=C7", "?q=Summary&in=interactions"));

    /** They read history, or nothing of a view store. */
    private static final Set<String> WITHOUT_VIEWS =
            Set.of(
                    "/v1/events/export",
                    "/v1/customers/{id}/live",
                    "/v1/customers/{id}/timeline/live",
                    "/v1/customers/live",
                    "/v1/customers/{id}/diff",
                    "/v1/audit/views",
                    "/v1/audit/views/{view}/rebuild",
                    "/v1/audit/views/{view}/back",
                    "/v1/audit/views/{view}/pause",
                    "/v1/audit/views/{view}/continue",
                    "/v1/audit/views/{view}/cancel",
                    "/v1/audit/views/{view}/drop-old",
                    "/v1/audit/access",
                    "/v1/audit/access/suspects",
                    "/v1/audit/access/unusual",
                    "/v1/broken");

    /** They read one document or the history, whatever the customers; there is no project here. */
    private static final Set<String> OF_ONE_PROJECT =
            Set.of(
                    "/v1/implementations/measures",
                    "/v1/implementations/measures/{measure}",
                    "/v1/implementations/{id}",
                    "/v1/implementations/{id}/evaluation");

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = ReadSide.start("kehu.views.watch-every=PT0S");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void looksAtNoMoreDocumentsWhereThereAreMoreCustomers() throws Exception {
        tell(0, FEW);
        Map<String, Long> few = examined();
        tell(FEW, MANY);
        Map<String, Long> many = examined();
        many.forEach(
                (request, examined) ->
                        assertThat(examined).as(request).isLessThanOrEqualTo(few.get(request) + 2));
        assertThat(few.get("/v1/customers/customer-7/timeline")).isPositive();
    }

    @Test
    void knowsEveryEndpointThereIs() {
        Set<String> known = new TreeSet<>(REQUESTS.keySet());
        known.addAll(WITHOUT_VIEWS);
        known.addAll(OF_ONE_PROJECT);
        Set<String> mapped = new TreeSet<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> mapped.addAll(info.getPatternValues()));
        mapped.removeIf(path -> !path.startsWith("/v1/"));
        assertThat(known).containsExactlyElementsOf(mapped);
    }

    private static void tell(int from, int to) {
        Story story = context.getBean(Story.class);
        Scenario given = new Scenario(story);
        for (int i = from; i < to; i++) {
            String customer = "customer-" + i;
            given.registers(customer, "C" + i, "Name " + i, "1997-01-01");
            for (int month = 1; month < 10; month++)
                given.orders(customer, "1997-0%d-02".formatted(month), "1.00");
        }
        ViewPositions positions = context.getBean(ViewPositions.class);
        assertThat(positions.await(story.head(), Duration.ofSeconds(60))).isTrue();
    }

    private static Map<String, Long> examined() throws Exception {
        Map<String, Long> examined = new LinkedHashMap<>();
        for (var endpoint : REQUESTS.entrySet())
            for (String question : endpoint.getValue()) {
                String path = endpoint.getKey().replace("{id}", "customer-7") + question;
                examined.put(path, examined(path));
            }
        return examined;
    }

    private static long examined(String path) throws Exception {
        EmbeddedViewStore store = (EmbeddedViewStore) context.getBean(ViewStore.class);
        HttpRequest request =
                HttpRequest.newBuilder(ReadSide.uri(context, path.replace(" ", "%20"))).build();
        long before = store.examined();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        long after = store.examined();
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return after - before;
    }
}
