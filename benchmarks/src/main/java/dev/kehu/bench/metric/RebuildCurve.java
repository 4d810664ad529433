package dev.kehu.bench.metric;

import dev.kehu.bench.floor.FoldAlone;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.bench.workload.Messages;
import dev.kehu.kernel.History;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.projection.Rebuild;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same rebuild over histories of several lengths, each ten times as long as the one before and
 * about ten times as many customers: what the rate loses as history grows. The longest one is ours,
 * the others stand beside it. One program runs at a time, or they would share one heap.
 */
public final class RebuildCurve implements Suite {
    private static final long SEED = 20261122;
    private static final int USUAL = 100_000;
    private static final int TIMES = 10;
    private static final int EVENTS_A_CUSTOMER = 10;
    private static final int MOST_ROUNDS = 3;

    /** What documents of all views may take in a map. */
    private static final int FEW = 100_000;

    @Override
    public void measure(Run run) throws Exception {
        int longest = run.sizes().views() * TIMES;
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        for (int events = Math.min(USUAL, run.sizes().views());
                events <= longest;
                events *= TIMES) {
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
        Path directory = run.scratch().directory("curve/" + events);
        run.ticker().on("filling a store with " + events + " events");
        fill(directory, events);
        try (KehuProgram kehu = KehuProgram.start(directory)) {
            run.ticker().on("waiting for the views of " + events + " events");
            kehu.awaitQuiet();
            int rounds = Math.min(run.sizes().rounds(), MOST_ROUNDS);
            for (int round = 0; round <= rounds; round++) {
                String now = events + " events, round " + round + " of " + rounds;
                run.ticker().on("rebuild-curve: " + now);
                double rate = rebuild(kehu);
                run.ticker().say("        rebuild-curve: %s: %,.0f".formatted(now, rate));
                if (round > 0) { // the first one warms up
                    rates.add(rate);
                }
            }
            if (floors != null) {
                History history = kehu.bean(History.class);
                FoldAlone fold = new FoldAlone(history, ViewMetrics.projections(kehu));
                fold.decodedPerSecond(FEW);
                floors.add(fold.decodedPerSecond(FEW));
            }
        }
    }

    private static void fill(Path directory, int events) {
        DataDirectory.open(directory).close();
        int customers = events / EVENTS_A_CUSTOMER;
        Messages messages = new Messages(new Interactions(SEED, customers));
        try (KehuStore kehu = KehuStore.open(directory)) {
            messages.customers(kehu::fill);
            messages.history(events - customers, kehu::fill);
        }
    }

    private static double rebuild(KehuProgram kehu) {
        Rebuild rebuild = kehu.bean(Rebuild.class);
        long events = kehu.bean(History.class).head();
        long start = System.nanoTime();
        if (!rebuild.rebuild(ViewMetrics.VIEWS, progress -> true)) {
            throw new IllegalStateException("The rebuild was cancelled");
        }
        return events * 1e9 / (System.nanoTime() - start);
    }
}
