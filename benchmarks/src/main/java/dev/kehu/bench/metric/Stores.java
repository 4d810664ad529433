package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.metric.LatencyMetrics.Source;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.peer.PekkoStore;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.postgres.Database;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Messages;

import org.axonframework.common.transaction.NoTransactionManager;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stores of all contenders, empty but for the customers, and what bounds them. */
final class Stores implements AutoCloseable {
    private final Opened opened;
    private final Messages messages;
    final KehuStore kehu;
    final StockStore h2;
    final StockStore tunedH2;
    final StockStore sqlite;
    final RawInserts floor;
    final @Nullable OnPostgres postgres;

    /** Those on PostgreSQL, in one database; the floor, whose table is ours too, in another. */
    record OnPostgres(KehuStore kehu, StockStore stock, PekkoStore pekko, RawInserts floor) {}

    private Stores(Run run, String name, Opened opened) throws Exception {
        this.opened = opened;
        messages = run.messages();
        Path directory = run.scratch().directory(name);
        kehu = opened.add(KehuStore.open(run.scratch().directory(name + "/kehu")));
        h2 = opened.add(StockStore.h2(directory));
        tunedH2 = opened.add(StockStore.tunedH2(directory));
        sqlite = opened.add(StockStore.sqlite(directory));
        floor = opened.add(Floors.inserts(run, name + "/floor"));
        PostgresServer server = run.postgres();
        postgres = server == null ? null : onPostgres(run, name, server);
    }

    static Stores open(Run run, String name) throws Exception {
        run.ticker().on("opening stores and registering customers in each");
        Opened opened = new Opened();
        try {
            Stores stores = new Stores(run, name, opened);
            stores.register(run.messages());
            return stores;
        } catch (Exception e) {
            opened.close();
            throw e;
        }
    }

    private void register(Messages customers) {
        customers.customers(kehu::fill);
        customers.customers(h2::fill);
        customers.customers(tunedH2::fill);
        customers.customers(sqlite::fill);
        if (postgres != null) {
            customers.customers(postgres.kehu()::fill);
            customers.customers(postgres.stock()::fill);
        }
    }

    private OnPostgres onPostgres(Run run, String name, PostgresServer server) throws Exception {
        Database database = server.newDatabase();
        Path keys = run.scratch().directory(name + "/kehu-postgres");
        return new OnPostgres(
                opened.add(KehuStore.onPostgres(keys, database)),
                opened.add(StockStore.postgres(database)),
                opened.add(PekkoStore.on(database)),
                opened.add(Floors.insertsOnPostgres(run, name + "/floor-postgres", server)));
    }

    /** All that take single events, ours first. */
    List<Rival> rivals() {
        List<Rival> rivals = new ArrayList<>();
        rivals.add(new Rival(Contender.KEHU, messages, kehu::publish));
        rivals.add(new Rival("stock-h2", messages, h2::publish));
        rivals.add(new Rival("tuned-h2", messages, tunedH2::publish));
        rivals.add(new Rival("stock-sqlite", messages, sqlite::publish));
        if (postgres != null) {
            rivals.add(new Rival("kehu-postgres", messages, postgres.kehu()::publish));
            rivals.add(new Rival("stock-postgres", messages, postgres.stock()::publish));
            rivals.add(new Rival("pekko-postgres", messages, postgres.pekko()::publish));
        }
        return rivals;
    }

    /**
     * Stock Axon cannot follow its own store on SQLite: the driver refuses how it reads an index.
     */
    Map<String, Source> sources() {
        Map<String, Source> sources = new HashMap<>();
        sources.put(Contender.KEHU, new Source(kehu.store(), NoTransactionManager.INSTANCE));
        sources.put("stock-h2", new Source(h2.store(), h2.transactions()));
        if (postgres != null) {
            StockStore stock = postgres.stock();
            sources.put(
                    "kehu-postgres",
                    new Source(postgres.kehu().store(), NoTransactionManager.INSTANCE));
            sources.put("stock-postgres", new Source(stock.store(), stock.transactions()));
        }
        return sources;
    }

    /** Raw inserts into each database as fast as it takes them. */
    List<Contender> floors(Duration time) {
        List<Contender> floors = new ArrayList<>();
        floors.add(Contender.floor(() -> floor.perSecond(time)));
        if (postgres != null) {
            RawInserts there = postgres.floor();
            floors.add(
                    new Contender(
                            Contender.FLOOR + Contender.POSTGRES, () -> there.perSecond(time)));
        }
        return floors;
    }

    @Override
    public void close() {
        opened.close();
    }
}
