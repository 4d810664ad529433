package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.IntakeClient;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.peer.StockCommands;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Interactions;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Interactions over HTTP in batches of 500, four requests in flight, into the whole program with
 * its views. The peer has no HTTP and no views: it gets the same events as single commands in
 * process, 64 in flight.
 */
public final class IntakeMetrics implements Suite {
    private static final int BATCH = 500;
    private static final int REQUESTS = 4;
    private static final int IN_FLIGHT = 64;

    @Override
    public void measure(Run run) throws Exception {
        Interactions data = run.messages().data();
        run.ticker().on("starting the program");
        try (KehuProgram kehu = KehuProgram.start(run.scratch().directory("intake/kehu"));
                IntakeClient client = kehu.client(data);
                StockStore h2 = StockStore.h2(run.scratch().directory("intake/stock"));
                StockCommands stock = new StockCommands(h2, data);
                RawInserts floor = Floors.inserts(run, "intake/floor")) {
            run.ticker().on("registering customers");
            client.customers(BATCH);
            run.messages().customers(h2::fill);
            Callers requests = new Callers(REQUESTS, run.sizes().round());
            Callers callers = new Callers(IN_FLIGHT, run.sizes().round());
            AtomicLong batches = new AtomicLong();
            AtomicLong commands = new AtomicLong();
            run.rounds()
                    .metric(
                            "intake-http-batch",
                            "events/s",
                            List.of(
                                    Contender.kehu(
                                            () -> {
                                                double rate =
                                                        requests.perSecond(
                                                                batches,
                                                                n ->
                                                                        client.interactions(
                                                                                n * BATCH, BATCH));
                                                run.ticker().on("the views catch up");
                                                kehu.awaitViews();
                                                return rate * BATCH;
                                            }),
                                    Contender.floor(() -> floor.perSecond(run.sizes().round())),
                                    Contender.peer(
                                            "stock-h2",
                                            () -> callers.perSecond(commands, stock::record))));
        }
    }
}
