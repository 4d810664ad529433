package dev.kehu.bench.metric;

import dev.kehu.bench.ours.KehuWriteSide;
import dev.kehu.bench.peer.PekkoStore;
import dev.kehu.bench.peer.StockCommands;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Interactions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands in process, 64 in flight, about customers that exist. First each records a new
 * interaction. Then every fifth adds a note to one of the cases instead: an interaction for each
 * customer, the same ones hot as among the customers. Callers are virtual threads; ours is measured
 * on platform threads, too.
 */
public final class CommandMetrics implements Suite {
    @Override
    public void measure(Run run) throws Exception {
        try (Stores stores = Stores.open(run, "commands");
                Opened opened = new Opened()) {
            List<Side> sides = sides(run, stores, opened);
            Callers callers = new Callers(Side.IN_FLIGHT, run.sizes().round());
            List<Contender> fresh = floors(run, stores, callers);
            List<Contender> mix = new ArrayList<>(fresh);
            Interactions data = run.messages().data();
            for (Side side : sides) {
                fresh.add(new Contender(side.name(), () -> side.freshPerSecond(callers)));
                mix.add(new Contender(side.name(), () -> side.mixedPerSecond(callers, data)));
            }
            Side ours = sides.getFirst();
            fresh.add(
                    new Contender(
                            "kehu-on-platform-threads",
                            () -> ours.freshPerSecond(callers.onPlatformThreads())));
            run.rounds().metric("commands-64", "commands/s", fresh);
            for (Side side : sides) {
                side.recordCases(run);
            }
            run.rounds().again("commands-mix", "commands/s", mix);
        }
    }

    /** Raw inserts, and our own engine appended to without commands. */
    private static List<Contender> floors(Run run, Stores stores, Callers callers) {
        List<Contender> floors = new ArrayList<>(stores.floors(run.sizes().round()));
        for (Rival rival : stores.rivals()) {
            if (rival.name().startsWith(Contender.KEHU)) {
                String name = rival.name().replace(Contender.KEHU, "kehu-append");
                floors.add(new Contender(name, () -> rival.perSecond(callers)));
            }
        }
        return floors;
    }

    private static List<Side> sides(Run run, Stores stores, Opened opened) throws Exception {
        Interactions data = run.messages().data();
        List<Side> sides = new ArrayList<>();
        run.ticker().on("opening the write side");
        Path directory = run.scratch().directory("commands/side");
        sides.add(Side.ours(run, Contender.KEHU, opened.add(KehuWriteSide.open(directory, data))));
        sides.add(stock("stock-h2", stores.h2, data, opened));
        sides.add(stock("tuned-h2", stores.tunedH2, data, opened));
        PostgresServer server = run.postgres();
        if (server != null && stores.postgres != null) {
            Path there = run.scratch().directory("commands/side-postgres");
            sides.add(
                    Side.ours(
                            run,
                            "kehu-postgres",
                            opened.add(
                                    KehuWriteSide.onPostgres(there, data, server.newDatabase()))));
            sides.add(stock("stock-postgres", stores.postgres.stock(), data, opened));
            PekkoStore pekko = stores.postgres.pekko();
            sides.add(
                    new Side(
                            "pekko-postgres",
                            n -> pekko.publish(run.messages().recorded(n)),
                            (interaction, n) ->
                                    pekko.publishNext(run.messages().annotated(interaction, n))));
        }
        return sides;
    }

    private static Side stock(String name, StockStore store, Interactions data, Opened opened) {
        StockCommands stock = opened.add(new StockCommands(store, data));
        return new Side(name, stock::record, stock::annotate);
    }
}
