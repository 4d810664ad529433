package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.control.ControlCommands;
import dev.kehu.control.Finding;
import dev.kehu.control.Replies;
import dev.kehu.customer.view.customer360.Customer360Answer;
import dev.kehu.customer.view.customer360.Customer360Api;
import dev.kehu.customer.view.customer360.CustomersApi;
import dev.kehu.demo.DemoReport;
import dev.kehu.interaction.view.timeline.TimelineAnswer;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.kernel.History;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.value.view.valuehistory.ValueHistoryApi;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The whole program on the sample of the purchase record, as the demo loads it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {
    private static final AsOf LATER_THAN_EVERYTHING =
            new AsOf(Instant.parse("2999-01-01T00:00:00Z"), Instant.parse("2999-01-01T00:00:00Z"));

    @TempDir static Path directory;

    private static Server server;
    private static DemoReport report;

    @BeforeAll
    static void loadTheSample() {
        server = start();
        report = server.loadDemo(false, Optional.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Server start() {
        Options options =
                new Options(directory.resolve("data"), OptionalInt.of(0), Optional.empty());
        return Server.start(options, Terminal.of(true));
    }

    private static List<String> customers() {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            CustomersApi.Customers page = server.bean(CustomersApi.class).find("", cursor, 500);
            page.items().forEach(row -> ids.add(String.valueOf(row.get("id"))));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    @Test
    @Order(1)
    void takesEveryPersonAndPurchaseOfTheSample() {
        assertThat(report.customers()).isEqualTo(2_357);
        assertThat(report.interactions()).isEqualTo(6_919);
        assertThat(report.viewsBehind()).isZero();
        assertThat(customers()).hasSize(2_357);
        BigDecimal total =
                customers().stream()
                        .map(id -> read(id, AsOf.NOW).money().getFirst().value())
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(total).isEqualTo("244091.94");
    }

    @Test
    @Order(2)
    void foldsEveryPastEndToWhatTheLiveViewShows() {
        for (String id : customers()) {
            assertThat(ignoringFreshness(read(id, LATER_THAN_EVERYTHING)))
                    .isEqualTo(ignoringFreshness(read(id, AsOf.NOW)));
            assertThat(timeline(id, LATER_THAN_EVERYTHING)).isEqualTo(timeline(id, AsOf.NOW));
            assertThat(months(id, LATER_THAN_EVERYTHING)).isEqualTo(months(id, AsOf.NOW));
        }
    }

    @Test
    @Order(5)
    void addsNothingWhenTheSampleIsLoadedAgain() {
        long before = server.bean(History.class).head();
        DemoReport again = server.loadDemo(false, Optional.empty());
        assertThat(again.events()).isZero();
        assertThat(server.bean(History.class).head()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void showsTheSameAfterARebuild() {
        List<String> some = customers().subList(0, 200);
        List<String> before =
                some.stream().map(id -> ignoringFreshness(read(id, AsOf.NOW))).toList();
        server.bean(Rebuild.class).rebuild(server.bean(Views.class).names(), step -> true);
        assertThat(some.stream().map(id -> ignoringFreshness(read(id, AsOf.NOW))).toList())
                .isEqualTo(before);
    }

    /** With real keys: no text is sealed twice to the same bytes. */
    @Test
    @Order(3)
    void tellsWhatARebuildHasChangedAndKeepsTheOldOne() {
        var said = new Said();
        assertThat(server.bean(ControlCommands.class).run("rebuild", List.of(), said)).isZero();
        var answer = new JsonMapper().readTree(said.answers.getFirst());
        assertThat(answer.get("views").size()).isEqualTo(server.bean(Views.class).names().size());
        for (var view : answer.get("views")) {
            assertThat(view.get("different").asLong()).as(view.toString()).isZero();
            assertThat(view.get("onlyOld").asLong() + view.get("onlyNew").asLong()).isZero();
        }
        assertThat(said.lines)
                .anyMatch(line -> line.contains("0 different, 0 only in the old one"));
        assertThat(said.lines).contains("timeline is rebuilt");
        assertThat(rebuilt("--status")).anyMatch(line -> line.contains("the one before is kept"));
        assertThat(rebuilt("--back", "valuehistory")).contains("valuehistory answers as before");
        assertThat(rebuilt("--drop-old", "timeline"))
                .containsExactly("Dropped what was kept of timeline");
        assertThat(rebuilt("--drop-old", "timeline")).containsExactly("Nothing is kept there.");
        assertThat(server.bean(ControlCommands.class).run("rebuild", List.of("--pause"), said))
                .isOne();
    }

    private List<String> rebuilt(String... args) {
        var said = new Said();
        assertThat(server.bean(ControlCommands.class).run("rebuild", List.of(args), said)).isZero();
        return said.lines;
    }

    private static final class Said implements Replies {
        final List<String> lines = new ArrayList<>();
        final List<String> answers = new ArrayList<>();

        @Override
        public void progress(String line) {
            lines.add(line);
        }

        @Override
        public void finding(Finding finding) {
            lines.add(finding.detail());
        }

        @Override
        public void answer(String json) {
            answers.add(json);
        }

        @Override
        public void complain(String sentence) {
            lines.add(sentence);
        }
    }

    @Test
    @Order(4)
    void showsTheSameAfterARestart() {
        List<String> some = customers().subList(0, 200);
        List<String> before =
                some.stream().map(id -> ignoringFreshness(read(id, AsOf.NOW))).toList();
        long head = server.bean(History.class).head();
        server.close();
        server = start();
        assertThat(server.bean(ViewPositions.class).await(head, Duration.ofSeconds(30))).isTrue();
        assertThat(some.stream().map(id -> ignoringFreshness(read(id, AsOf.NOW))).toList())
                .isEqualTo(before);
    }

    @Test
    @Order(6)
    void isNotReadyOnceTheStoreTakesNoEvents() throws Exception {
        assertThat(readiness()).isEqualTo(200);
        server.bean(GroupCommitEngine.class).close();
        assertThat(readiness()).isEqualTo(503);
    }

    private static int readiness() throws Exception {
        var uri = URI.create(server.url() + "/actuator/health/readiness");
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Customer360Answer read(String id, AsOf time) {
        return server.bean(Customer360Api.class).read(id, time);
    }

    private static String ignoringFreshness(Customer360Answer a) {
        return List.of(
                        a.id(),
                        String.valueOf(a.code()),
                        String.valueOf(a.name()),
                        a.status(),
                        a.members(),
                        a.contacts(),
                        a.interactions(),
                        a.money(),
                        a.months(),
                        a.recent())
                .toString();
    }

    private static List<TimelineAnswer.ItemAnswer> timeline(String id, AsOf time) {
        return server.bean(TimelineApi.class).read(id, time, null, null, null, 500).items();
    }

    private static List<ValueHistoryApi.Month> months(String id, AsOf time) {
        return server.bean(ValueHistoryApi.class).read(id, time).months();
    }
}
