package dev.kehu.bench.metric;

import dev.kehu.bench.floor.FoldAlone;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.ours.KehuViews;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.bench.workload.Messages;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same rebuild over histories of several lengths, each ten times as long as the one before and
 * about ten times as many customers: what the rate loses as history grows. The longest one is ours,
 * the others stand beside it. The views are put together as in the program, with nothing beside
 * them, and one store is open at a time, or they would share one heap.
 */
public final class RebuildCurve implements Suite {
    private static final long SEED = 20261122;

    /** Names a directory where filled stores stay, to be measured again. */
    private static final String FILLED = "kehu.bench.filled";

    /** Events of the shortest history that is looked at. */
    private static final String FROM = "kehu.bench.from";

    private static final int USUAL = 100_000;
    private static final int TIMES = 10;
    private static final int EVENTS_A_CUSTOMER = 10;
    private static final int MOST_ROUNDS = 3;

    /** What documents of all views may take in a map. */
    private static final int FEW = 100_000;

    @Override
    public void measure(Run run) throws Exception {
        int longest = run.sizes().views() * TIMES;
        int shortest = Integer.getInteger(FROM, Math.min(USUAL, run.sizes().views()));
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        for (int events = shortest; events <= longest; events *= TIMES) {
            boolean last = events == longest;
            List<Double> rates = new ArrayList<>();
            List<Double> floors = new ArrayList<>();
            rebuilt(run, events, rates, last ? floors : null);
            samples.put(last ? Contender.KEHU : "kehu-" + events, rates);
            if (last) {
                samples.put(Contender.FLOOR, floors);
            }
        }
        run.rounds().measured("rebuild-curve", "events/s", samples);
    }

    private static void rebuilt(
            Run run, int events, List<Double> rates, @Nullable List<Double> floors)
            throws Exception {
        Path scratch = run.scratch().directory("curve/" + events);
        String kept = System.getProperty(FILLED, "");
        Path directory = kept.isEmpty() ? scratch : Path.of(kept, Integer.toString(events));
        Files.createDirectories(directory);
        try (KehuStore kehu = KehuStore.open(directory)) {
            long head = kehu.history().head();
            if (head != 0 && head != events) {
                throw new IllegalStateException(
                        "Remove %s: it holds %d events, not %d".formatted(directory, head, events));
            }
            if (head == 0) {
                run.ticker().on("filling a store with " + events + " events");
                fill(kehu, events);
            }
            run.ticker().on("building the views of " + events + " events");
            Path file = scratch.resolve("views.mv");
            try (KehuViews views = KehuViews.over(kehu, file, ViewMetrics.VIEWS)) {
                rebuilt(run, events, views, rates);
                if (floors != null) {
                    FoldAlone fold = new FoldAlone(kehu.history(), views.projections());
                    fold.decodedPerSecond(FEW);
                    floors.add(fold.decodedPerSecond(FEW));
                }
            }
        }
    }

    private static void rebuilt(Run run, int events, KehuViews views, List<Double> rates) {
        int rounds = Math.min(run.sizes().rounds(), MOST_ROUNDS);
        for (int round = 0; round <= rounds; round++) {
            String now = events + " events, round " + round + " of " + rounds;
            run.ticker().on("rebuild-curve: " + now);
            double rate = views.rebuild();
            run.ticker().say("        rebuild-curve: %s: %,.0f".formatted(now, rate));
            if (round > 0) { // the first one warms up
                rates.add(rate);
            }
        }
    }

    private static void fill(KehuStore kehu, int events) {
        int customers = events / EVENTS_A_CUSTOMER;
        Messages messages = new Messages(new Interactions(SEED, customers));
        messages.customers(kehu::fill);
        messages.history(events - customers, kehu::fill);
    }
}
