package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.access.Accounts;
import dev.kehu.access.Accounts.Credentials;
import dev.kehu.access.Role;
import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The whole program, as somebody watches it: a person a customer, an operator its figures. */
class WatchingIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir static Path directory;

    private static Server server;
    private static Credentials channel;
    private static Credentials agent;

    @BeforeAll
    static void start() {
        Options options =
                new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty());
        server = Server.start(options, Terminal.of(true));
        channel = server.bean(Accounts.class).mint("a-channel", Role.CHANNEL);
        agent = server.bean(Accounts.class).mint("an-agent", Role.AGENT);
    }

    @AfterAll
    static void stop() {
        server.close();
        CLIENT.close();
    }

    private static HttpRequest.Builder as(Credentials who, String path) {
        String basic = who.user() + ":" + who.password();
        String token = Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Basic " + token);
    }

    private static String tell(String id, String type, String data) throws Exception {
        String event =
                """
                {"specversion":"1.0","id":"%s","source":"shop","type":"dev.kehu.%s.v1","data":%s}
                """
                        .formatted(id, type, data);
        HttpRequest request =
                as(channel, "/v1/events")
                        .header("Content-Type", "application/cloudevents+json")
                        .POST(BodyPublishers.ofString(event))
                        .build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body().replaceAll("(?s).*\"customerId\":\"([^\"]+)\".*", "$1");
    }

    private static void orders(String id) throws Exception {
        tell(
                id,
                "interaction",
                """
                {"channel":"web","direction":"inbound","kind":"order","customer":{"code":"C1"},\
                "summary":"2 CDs","amount":{"value":"12.50","currency":"USD"}}\
                """);
    }

    @Test
    void seesACustomerChangeAndCanTakeItsTimelineAway() throws Exception {
        String customer = tell("1", "customer", "{\"code\":\"C1\",\"name\":\"Ann\"}");
        String path = "/v1/customers/" + customer;
        HttpRequest live = as(agent, path + "/live?since=0").build();
        try (InputStream in = CLIENT.send(live, BodyHandlers.ofInputStream()).body();
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            assertThat(data(lines)).contains("\"count\":0");
            orders("2");
            assertThat(data(lines)).contains("\"count\":1", "12.50");
        }
        var csv =
                CLIENT.send(
                        as(agent, path + "/timeline?format=csv&columns=summary,amount").build(),
                        BodyHandlers.ofString());
        assertThat(csv.body()) // some cells stand in quotes: the mark of who gets the list
                .matches("summary,amount\r\n\"?2 CDs\"?,\"?12.50\"?\r\n");
    }

    private static String data(BufferedReader lines) throws IOException {
        for (String line; (line = lines.readLine()) != null; )
            if (line.startsWith("data: ")) return line;
        throw new IOException("The stream ended");
    }

    @Test
    void isAskedWhoItIs() throws Exception {
        HttpRequest live = as(channel, "/v1/customers/customer-1/live").build();
        assertThat(CLIENT.send(live, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        HttpRequest file = as(channel, "/v1/customers?format=csv").build();
        assertThat(CLIENT.send(file, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void hasEveryFigureTheAlertsSpeakOf() throws Exception {
        Set<String> spokenOf =
                Pattern.compile("\\bkehu_[a-z_]+")
                        .matcher(Files.readString(Path.of("../docs/alerts.yml")))
                        .results()
                        .map(found -> found.group())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(spokenOf).hasSizeGreaterThan(6);
        String figures = server.bean(PrometheusMeterRegistry.class).scrape();
        assertThat(spokenOf)
                .allSatisfy(name -> assertThat(figures).containsPattern("(?m)^" + name + "[ {]"));
    }
}
