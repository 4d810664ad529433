package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawReads;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Messages;

import org.HdrHistogram.Histogram;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Replay, load and size of a history that is there already. */
public final class HistoryMetrics implements Suite {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int DIGITS = 3;

    @Override
    public void measure(Run run) throws Exception {
        Path directory = run.scratch().directory("history");
        Path ours = run.scratch().directory("history/kehu");
        Map<String, Double> stored = new LinkedHashMap<>();
        try (KehuStore kehu = KehuStore.open(ours);
                StockStore h2 = StockStore.h2(directory);
                StockStore sqlite = StockStore.sqlite(directory)) {
            fill(run, "kehu", kehu::fill);
            fill(run, "stock-h2", h2::fill);
            fill(run, "stock-sqlite", sqlite::fill);
            try (RawReads raw = new RawReads(ours.resolve("events.db"))) {
                scan(run, kehu, raw, h2);
                load(run, kehu, raw, h2);
                stored.put(Contender.KEHU, raw.storedBytes());
                stored.put(Contender.FLOOR, raw.columnBytes());
            }
            stored.put("stock-h2", h2.storedBytes());
            stored.put("stock-sqlite", sqlite.storedBytes());
        }
        bytes(run, directory, stored);
    }

    private static long events(Run run) {
        return (long) run.sizes().customers()
                + run.sizes().history()
                + (long) run.sizes().streams() * Messages.STREAM_LENGTH;
    }

    private static void fill(
            Run run,
            String who,
            java.util.function.Consumer<List<org.axonframework.eventhandling.DomainEventMessage<?>>>
                    store) {
        run.ticker().on("filling " + who + " with " + events(run) + " events");
        run.messages().customers(store);
        run.messages().history(run.sizes().history(), store);
        run.messages().streams(run.sizes().streams(), store);
    }

    private static void scan(Run run, KehuStore kehu, RawReads raw, StockStore h2)
            throws Exception {
        run.rounds()
                .metric(
                        "scan",
                        "events/s",
                        List.of(
                                Contender.kehu(() -> rate(run, kehu::scan)),
                                Contender.floor(() -> rate(run, raw::scan)),
                                Contender.peer("stock-h2", () -> rate(run, h2::scan))));
    }

    private interface Scan {
        long all() throws Exception;
    }

    private static double rate(Run run, Scan scan) throws Exception {
        long start = System.nanoTime();
        long read = scan.all();
        if (read != events(run)) {
            throw new IllegalStateException(read + " of " + events(run) + " events were read");
        }
        return read * 1e9 / (System.nanoTime() - start);
    }

    private static void load(Run run, KehuStore kehu, RawReads raw, StockStore h2)
            throws Exception {
        run.rounds()
                .metric(
                        "load-20",
                        "ms",
                        List.of(
                                Contender.kehu(() -> median(run, kehu::load)),
                                Contender.floor(() -> median(run, raw::load)),
                                Contender.peer("stock-h2", () -> median(run, h2::load))));
    }

    private interface Load {
        int one(String stream) throws Exception;
    }

    /** The median of single loads of streams taken at random, ms. */
    private static double median(Run run, Load load) throws Exception {
        Histogram nanos = new Histogram(DIGITS);
        SplittableRandom random = new SplittableRandom(run.sizes().streams());
        long end = System.nanoTime() + run.sizes().round().toNanos();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            String stream = run.messages().stream(random.nextInt(run.sizes().streams()));
            long before = System.nanoTime();
            if (load.one(stream) != Messages.STREAM_LENGTH) {
                throw new IllegalStateException("A stream was not read whole");
            }
            nanos.recordValue(System.nanoTime() - before);
        }
        return nanos.getValueAtPercentile(50) / NANOS_PER_MILLI;
    }

    /** Bytes on the disk per event beyond its stored payload and metadata, after closing. */
    private static void bytes(Run run, Path directory, Map<String, Double> stored)
            throws Exception {
        double events = events(run);
        Path ours = directory.resolve("kehu");
        Map<String, Double> files = new LinkedHashMap<>();
        files.put(
                Contender.KEHU,
                (double) Files.size(ours.resolve("events.db"))
                        + Files.size(ours.resolve("keys.db")));
        files.put("stock-h2", (double) Files.size(directory.resolve("stock.mv.db")));
        files.put("stock-sqlite", (double) Files.size(directory.resolve("stock.db")));
        Map<String, Double> beyond = new LinkedHashMap<>();
        stored.forEach(
                (who, bytes) ->
                        beyond.put(
                                who,
                                who.equals(Contender.FLOOR)
                                        ? bytes
                                        : (files.get(who) - bytes) / events));
        run.rounds().once("bytes", "bytes/event", beyond);
    }
}
