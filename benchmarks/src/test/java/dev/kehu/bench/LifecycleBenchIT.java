package dev.kehu.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.bench.round.Sizes;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The suite in a tiny form: every reminder of a sweep takes place once. {@code
 * -Dkehu.bench.projects=10000} takes as many projects as a full run.
 */
class LifecycleBenchIT {
    private static final Sizes TINY =
            new Sizes(
                    2,
                    1,
                    0,
                    Duration.ofMillis(20),
                    Duration.ofMinutes(5),
                    Integer.getInteger("kehu.bench.projects", 150),
                    100,
                    100,
                    1,
                    1,
                    1,
                    1,
                    0);

    @Test
    void printsSweepsBesideTheSameCommandsSentDirectly() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bench.measure(
                Options.parse("lifecycle", "--json"),
                TINY,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
        List<JsonNode> lines =
                out.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(new JsonMapper()::readTree)
                        .toList();
        assertThat(lines)
                .extracting(line -> line.path("metric").asString())
                .containsExactly("sweep", "sweep-heap");
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line.propertyNames())
                                    .containsExactly(
                                            "metric", "kehu", "floor", "peers", "unit", "rounds");
                            assertThat(line.path("kehu").asDouble()).isPositive();
                            assertThat(line.path("floor").asDouble()).isPositive();
                        });
        assertThat(lines.getFirst().path("peers").path("direct").asDouble()).isPositive();
    }
}
