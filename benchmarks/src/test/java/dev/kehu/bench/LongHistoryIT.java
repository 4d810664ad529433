package dev.kehu.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.bench.round.Sizes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What --large measures, with a history that is not long. */
@Execution(ExecutionMode.CONCURRENT)
class LongHistoryIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Options LARGE = Options.parse("store", "--large", "--json");
    private static final Options ON_POSTGRES =
            Options.parse("store", "--large", "--json", "--postgres", "embedded");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private List<JsonNode> measure(Options options, int grown) throws Exception {
        Sizes tiny =
                new Sizes(
                        2,
                        0,
                        0,
                        Duration.ofMillis(20),
                        Duration.ofMinutes(5),
                        20,
                        200,
                        grown,
                        0,
                        0,
                        0,
                        0,
                        0);
        Bench.measure(
                options,
                tiny,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
    }

    @Test
    void putsALongHistoryBesideAUsualOne() throws Exception {
        List<JsonNode> lines = measure(LARGE, 2_000);
        assertThat(lines)
                .extracting(line -> line.get("metric").asString())
                .containsExactly(
                        "scan@2000",
                        "load-20@2000",
                        "bytes-full@2000",
                        "append-1@2000",
                        "append-64@2000",
                        "batch-1000@2000",
                        "ack-p99@2000",
                        "visible-p99@2000",
                        "commands-64@2000",
                        "commands-mix@2000");
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line.get("kehu").asDouble()).isPositive();
                            assertThat(line.get("peers").get("kehu-200").asDouble()).isPositive();
                        });
    }

    @Test
    void doesTheSameInPostgreSql() throws Exception {
        assertThat(measure(ON_POSTGRES, 2_000))
                .extracting(line -> line.get("metric").asString())
                .contains(
                        "scan@2000@postgres",
                        "append-64@2000@postgres",
                        "commands-64@2000@postgres");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("of 2,000 events: vacuumed");
    }

    @Test
    void saysWhenTheDiskIsTooSmall() {
        assertThatThrownBy(() -> measure(LARGE, 2_000_000_000))
                .hasMessageContaining("-Djava.io.tmpdir=DIR");
        assertThat(out.size()).isZero();
    }
}
