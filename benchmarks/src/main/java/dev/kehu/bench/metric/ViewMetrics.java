package dev.kehu.bench.metric;

import com.mongodb.client.MongoClients;

import dev.kehu.bench.floor.FoldAlone;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.peer.StockReplay;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.kernel.History;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.search.Searchable;
import dev.kehu.platform.viewstore.Durability;
import dev.kehu.platform.viewstore.MongoViewStore;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Building customer 360, timeline and value history anew from the whole history, in the running
 * program. The peers replay as much of the same history as their pace allows, into an embedded
 * document store of their own. Then searching for customers as somebody types.
 */
public final class ViewMetrics implements Suite {
    static final List<String> VIEWS = List.of("customer360", "timeline", "valuehistory");
    private static final String CUSTOMERS = "customersearch";
    private static final int BATCH = 500;

    @Override
    public void measure(Run run) throws Exception {
        Path ours = run.scratch().directory("views/kehu");
        Path theirs = run.scratch().directory("views/stock");
        int events = run.sizes().views();
        run.ticker().on("filling the stores with " + events + " events");
        fill(run, ours);
        try (KehuProgram kehu = KehuProgram.start(ours);
                StockStore h2 = StockStore.h2(theirs);
                EmbeddedViewStore server =
                        EmbeddedViewStore.open(
                                theirs.resolve("views.mv"), EmbeddedViewStore.COMMIT_EVERY);
                ViewStore documents = driver(server)) {
            run.messages().customers(h2::fill);
            run.messages().history(run.sizes().replayed(), h2::fill);
            run.ticker().on("waiting for the views");
            kehu.awaitQuiet();
            List<Projection<?>> projections = projections(kehu);
            FoldAlone fold = new FoldAlone(kehu.bean(History.class), projections);
            StockReplay replay = new StockReplay(h2, documents, projections);
            int all = run.sizes().customers() + run.sizes().replayed();
            run.rounds()
                    .metric(
                            "rebuild",
                            "events/s",
                            List.of(
                                    Contender.kehu(() -> rebuild(kehu)),
                                    Contender.floor(fold::perSecond),
                                    Contender.peer(
                                            "stock-batch-1",
                                            () -> replay.perSecond(1, run.sizes().slow())),
                                    Contender.peer(
                                            "stock-batch-500",
                                            () -> replay.perSecond(BATCH, all))));
            for (Searchable<?> searchable : kehu.beans(Searchable.class)) {
                if (searchable.name().equals(CUSTOMERS)) {
                    new SearchMetrics<>(run, searchable).measure();
                }
            }
        }
    }

    /** As anybody's handler would write to a MongoDB: with its driver, over the wire. */
    private static ViewStore driver(EmbeddedViewStore server) {
        return new MongoViewStore(MongoClients.create(server.uri()), "views", Durability.BY_WRITE);
    }

    /** The data directory is made by the program's own code, the history by its own engine. */
    private static void fill(Run run, Path directory) {
        DataDirectory.open(directory).close();
        try (KehuStore kehu = KehuStore.open(directory)) {
            run.messages().customers(kehu::fill);
            run.messages().history(run.sizes().views(), kehu::fill);
        }
    }

    static List<Projection<?>> projections(KehuProgram kehu) {
        List<Projection<?>> found = new ArrayList<>();
        for (Projection<?> projection : kehu.beans(Projection.class)) {
            if (VIEWS.contains(projection.name())) {
                found.add(projection);
            }
        }
        return found;
    }

    private static double rebuild(KehuProgram kehu) {
        Rebuild rebuild = kehu.bean(Rebuild.class);
        long start = System.nanoTime();
        rebuild.rebuild(VIEWS, progress -> true);
        return kehu.bean(History.class).head() * 1e9 / (System.nanoTime() - start);
    }
}
