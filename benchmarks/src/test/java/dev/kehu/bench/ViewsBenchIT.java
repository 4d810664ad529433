package dev.kehu.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.bench.round.Interleaved;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Scratch;
import dev.kehu.bench.round.Sizes;
import dev.kehu.bench.round.Ticker;
import dev.kehu.bench.view.GroupMetrics;
import dev.kehu.bench.view.ReadSideMetrics;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the suite of views goes on with after rebuild and search, in a tiny form. */
@Isolated("it waits until its process is idle")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsBenchIT {
    private static final Sizes TINY =
            new Sizes(
                    2,
                    0,
                    0,
                    Duration.ofMillis(20),
                    Duration.ofMinutes(5),
                    20,
                    100,
                    0,
                    0,
                    2_000,
                    50,
                    10,
                    1_000);

    private final Map<String, Result> results = new LinkedHashMap<>();

    @BeforeAll
    void measure() throws Exception {
        try (Scratch scratch = new Scratch();
                Ticker ticker = new Ticker(System.err)) {
            Interleaved rounds =
                    new Interleaved(TINY, ticker, result -> results.put(result.metric(), result));
            Run run = new Run(TINY, scratch, ticker, rounds, null);
            new ReadSideMetrics().measure(run);
            new GroupMetrics().measure(run);
        }
    }

    @Test
    void measuresFollowingReadingAndAsking() {
        assertThat(results.keySet())
                .containsExactly(
                        "live",
                        "live-all",
                        "view-p99",
                        "asof-p99",
                        "view-p99-load",
                        "timeline-p95",
                        "groupby");
    }

    @Test
    void comesToFiguresAboveNothingForOursTheFloorAndEachPeer() {
        assertThat(results.values())
                .allSatisfy(
                        result -> {
                            assertThat(result.samples()).containsKeys("kehu", "floor");
                            assertThat(result.samples().keySet())
                                    .allSatisfy(who -> assertThat(result.lowest(who)).isPositive());
                        });
    }

    @Test
    void putsStockBesideViewsThatFollowAndTheStoreItselfBesideReads() {
        assertThat(peers("live")).contains("store", "stock-batch-1", "stock-batch-500");
        assertThat(peers("view-p99")).containsExactly("store");
        assertThat(peers("asof-p99")).containsExactly("first", "live", "store");
    }

    private List<String> peers(String metric) {
        return results.get(metric).samples().keySet().stream().skip(2).toList();
    }
}
