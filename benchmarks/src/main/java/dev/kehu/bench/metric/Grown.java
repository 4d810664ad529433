package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawReads;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.DomainEventMessage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One of our stores filled to a number of events, a fifth of them in streams that are loaded. */
final class Grown implements AutoCloseable {
    private static final int SHARE = 5;

    private final Run run;
    private final int events;
    private final SplittableRandom random;
    final KehuStore store;
    private final RawReads raw;

    Grown(Run run, String name, int events) throws Exception {
        this.run = run;
        this.events = events;
        Path directory = run.scratch().directory(name);
        random = new SplittableRandom(events);
        store = KehuStore.open(directory);
        raw = RawReads.sqlite(directory.resolve("events.db"));
    }

    /** Batches of 500, each forced to the disk. */
    void fill() {
        long[] done = {0};
        Consumer<List<DomainEventMessage<?>>> counted =
                batch -> {
                    store.fill(batch);
                    done[0] += batch.size();
                    run.ticker().on("filling: %,d of %,d events".formatted(done[0], events));
                };
        run.messages().customers(counted);
        run.messages().streams(streams(), counted);
        run.messages().history((int) (events - done[0]), counted);
    }

    int streams() {
        return events / SHARE / Messages.STREAM_LENGTH;
    }

    /** Events a second over a part of the history as long as the shorter one. */
    double scan(long part) {
        long start = System.nanoTime();
        return store.scan(from(part), part) * 1e9 / (System.nanoTime() - start);
    }

    double rawScan(long part) throws Exception {
        long start = System.nanoTime();
        return raw.scan(from(part), part) * 1e9 / (System.nanoTime() - start);
    }

    private long from(long part) {
        return random.nextLong(events - part + 1);
    }

    double load() throws Exception {
        return Loads.median(run, streams(), store::load);
    }

    double rawLoad() throws Exception {
        return Loads.median(run, streams(), raw::load);
    }

    double columnBytes() throws Exception {
        return raw.columnBytes();
    }

    /** Bytes of the table and its indexes per event, without payload and metadata. */
    double bytes() throws Exception {
        return (raw.bytesInSqlite() - raw.storedBytes()) / raw.rows();
    }

    @Override
    public void close() throws SQLException {
        raw.close();
        store.close();
    }
}
