package dev.kehu.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.bench.round.Sizes;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole suite in a tiny form, with a PostgreSQL started for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreBenchIT {
    private static final List<String> BOTH =
            List.of(
                    "append-1",
                    "append-8",
                    "append-64",
                    "batch-1000",
                    "ack-p99",
                    "visible-p99",
                    "commands-64",
                    "commands-mix",
                    "scan",
                    "load-20",
                    "bytes",
                    "bytes-full");
    private static final Sizes TINY =
            new Sizes(
                    2,
                    0,
                    0,
                    Duration.ofMillis(20),
                    Duration.ofMinutes(5),
                    20,
                    100,
                    2_000,
                    3,
                    100,
                    50,
                    10,
                    0);

    private final Map<String, JsonNode> lines = new LinkedHashMap<>();

    @BeforeAll
    void measure() throws Exception {
        JsonMapper json = new JsonMapper();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Options options = Options.parse("store", "--json", "--postgres", "embedded");
        Bench.measure(
                options, TINY, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(json::readTree)
                .forEach(line -> lines.put(line.get("metric").asString(), line));
    }

    @Test
    void printsALineForEachMetricOnEachBackEnd() {
        List<String> all = new ArrayList<>();
        BOTH.forEach(m -> all.addAll(List.of(m, m + "@postgres")));
        all.add(all.indexOf("commands-64"), "append-64-proved");
        assertThat(lines.keySet()).containsExactlyElementsOf(all);
    }

    @Test
    void givesEachLineTheSameMembersWithFiguresAboveNothing() {
        assertThat(lines.values())
                .allSatisfy(
                        line -> {
                            assertThat(line.propertyNames())
                                    .containsExactly(
                                            "metric", "kehu", "floor", "peers", "unit", "rounds");
                            assertThat(line.get("kehu").asDouble()).isPositive();
                            assertThat(line.get("floor").asDouble()).isPositive();
                            assertThat(line.get("peers"))
                                    .isNotEmpty()
                                    .allSatisfy(peer -> assertThat(peer.asDouble()).isPositive());
                            assertThat(line.get("rounds").asInt()).isPositive();
                        });
    }

    @Test
    void putsEveryPeerBesideAppendsAndThoseOnPostgresBesideOursThere() {
        assertThat(peers("append-64"))
                .contains(
                        "stock-h2",
                        "stock-sqlite",
                        "kehu-postgres",
                        "stock-postgres",
                        "pekko-postgres");
        assertThat(peers("append-64@postgres")).containsExactly("stock-postgres", "pekko-postgres");
    }

    @Test
    void countsMoreBytesWithLeavesAndTheIndexOfSubjects() {
        assertThat(lines.get("bytes-full").get("kehu").asDouble())
                .isGreaterThan(lines.get("bytes").get("kehu").asDouble() + 33);
    }

    private Iterable<String> peers(String metric) {
        return lines.get(metric).get("peers").propertyNames();
    }
}
