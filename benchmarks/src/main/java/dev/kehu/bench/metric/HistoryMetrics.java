package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawReads;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.postgres.Database;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.DomainEventMessage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Replay, load and size of a history that is there already. */
public final class HistoryMetrics implements Suite {
    /** A history that can be read. */
    private record Reader(String name, Scan scan, Loads.Load load) {}

    private interface Scan {
        long all() throws Exception;
    }

    @Override
    public void measure(Run run) throws Exception {
        Path directory = run.scratch().directory("history");
        Path ours = run.scratch().directory("history/kehu");
        SizesOnDisk sizes = new SizesOnDisk(events(run));
        try (Opened opened = new Opened()) {
            KehuStore kehu = fill(run, Contender.KEHU, opened.add(KehuStore.open(ours)));
            StockStore h2 = fill(run, "stock-h2", opened.add(StockStore.h2(directory)));
            StockStore sqlite = fill(run, "stock-sqlite", opened.add(StockStore.sqlite(directory)));
            RawReads raw = opened.add(RawReads.sqlite(ours.resolve("events.db")));
            List<Reader> readers = new ArrayList<>();
            readers.add(new Reader(Contender.KEHU, kehu::scan, kehu::load));
            readers.add(new Reader(Contender.FLOOR, raw::scan, raw::load));
            readers.add(new Reader("stock-h2", h2::scan, h2::load));
            if (run.postgres() != null) {
                onPostgres(run, run.postgres(), opened, readers, sizes);
            }
            read(run, readers);
            run.ticker().on("adding up what is stored");
            sizes.stored(raw, h2, sqlite);
            run.ticker().on("closing the stores");
        }
        sizes.files(ours, directory);
        run.rounds().once("bytes", "bytes/event", sizes.without());
        run.rounds().once("bytes-full", "bytes/event", sizes.whole());
    }

    private static void onPostgres(
            Run run, PostgresServer server, Opened opened, List<Reader> readers, SizesOnDisk sizes)
            throws Exception {
        Database database = server.newDatabase();
        Path directory = run.scratch().directory("history/kehu-postgres");
        KehuStore kehu =
                fill(run, "kehu-postgres", opened.add(KehuStore.onPostgres(directory, database)));
        StockStore stock = fill(run, "stock-postgres", opened.add(StockStore.postgres(database)));
        RawReads raw = opened.add(RawReads.postgres(database));
        readers.add(new Reader("kehu-postgres", kehu::scan, kehu::load));
        readers.add(new Reader("floor-postgres", raw::scan, raw::load));
        readers.add(new Reader("stock-postgres", stock::scan, stock::load));
        sizes.onPostgres(raw, stock, directory);
    }

    private static long events(Run run) {
        return (long) run.sizes().customers()
                + run.sizes().history()
                + (long) run.sizes().streams() * Messages.STREAM_LENGTH;
    }

    private static KehuStore fill(Run run, String who, KehuStore store) {
        fill(run, who, store::fill);
        return store;
    }

    private static StockStore fill(Run run, String who, StockStore store) {
        fill(run, who, store::fill);
        return store;
    }

    private static void fill(Run run, String who, Consumer<List<DomainEventMessage<?>>> store) {
        run.ticker().on("filling " + who + " with " + events(run) + " events");
        run.messages().customers(store);
        run.messages().history(run.sizes().history(), store);
        run.messages().streams(run.sizes().streams(), store);
    }

    private static void read(Run run, List<Reader> readers) throws Exception {
        List<Contender> scans = new ArrayList<>();
        List<Contender> loads = new ArrayList<>();
        for (Reader reader : readers) {
            scans.add(new Contender(reader.name(), () -> rate(run, reader.scan())));
            loads.add(
                    new Contender(
                            reader.name(),
                            () -> Loads.median(run, run.sizes().streams(), reader.load())));
        }
        run.rounds().metric("scan", "events/s", scans);
        run.rounds().again("load-20", "ms", loads);
    }

    private static double rate(Run run, Scan scan) throws Exception {
        long start = System.nanoTime();
        long read = scan.all();
        if (read != events(run)) {
            throw new IllegalStateException(read + " of " + events(run) + " events were read");
        }
        return read * 1e9 / (System.nanoTime() - start);
    }
}
