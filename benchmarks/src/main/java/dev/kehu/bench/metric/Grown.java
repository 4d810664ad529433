package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawReads;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.ours.KehuWriteSide;
import dev.kehu.bench.postgres.Database;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One of our data directories filled to a number of events, a fifth of them in streams that are
 * loaded. Its store is open until {@link #writeSide} opens the whole write side over it.
 */
final class Grown implements AutoCloseable {
    private static final int SHARE = 5;

    private final Run run;
    private final Path directory;
    private final @Nullable Database database;
    private final int events;
    private final SplittableRandom random;
    private final Opened opened = new Opened();
    final KehuStore store;
    private final RawReads raw;

    private Grown(Run run, String name, @Nullable Database database, int events) throws Exception {
        this.run = run;
        this.database = database;
        this.events = events;
        directory = run.scratch().directory(name);
        random = new SplittableRandom(events);
        openWriteSide().close(); // makes the files a later one expects
        store = opened.add(openStore());
        raw = opened.add(openRaw());
    }

    /** On the server of the run when it has one, else in SQLite. */
    static Grown open(Run run, String name, int events) throws Exception {
        PostgresServer server = run.postgres();
        return new Grown(run, name, server == null ? null : server.newDatabase(), events);
    }

    private KehuWriteSide openWriteSide() {
        return database == null
                ? KehuWriteSide.open(directory, run.messages().data())
                : KehuWriteSide.onPostgres(directory, run.messages().data(), database);
    }

    private KehuStore openStore() {
        return database == null
                ? KehuStore.open(directory)
                : KehuStore.onPostgres(directory, database);
    }

    private RawReads openRaw() throws SQLException {
        return database == null
                ? RawReads.sqlite(directory.resolve("events.db"))
                : RawReads.postgres(database);
    }

    /** Batches of 500, each forced to the disk. */
    void fill() throws Exception {
        long[] done = {(long) raw.rows()};
        Consumer<List<DomainEventMessage<?>>> counted =
                batch -> {
                    store.fill(batch);
                    done[0] += batch.size();
                    run.ticker().on("filling: %,d of %,d events".formatted(done[0], events));
                };
        run.messages().customers(counted);
        run.messages().streams(streams(), counted);
        run.messages().history((int) (events - done[0]), counted);
        if (database != null) {
            run.ticker().say("        of %,d events: %s".formatted(events, raw.vacuum()));
        }
    }

    /** Closes the store and opens the whole write side, which follows what comes from then on. */
    KehuWriteSide writeSide() throws Exception {
        opened.close();
        KehuWriteSide side = opened.add(openWriteSide());
        side.skipToHead();
        side.follow();
        return side;
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
        return (bytesOfAll() - raw.storedBytes()) / raw.rows();
    }

    private double bytesOfAll() throws SQLException {
        return database == null ? raw.bytesInSqlite() : raw.bytesInPostgres();
    }

    @Override
    public void close() {
        opened.close();
    }
}
