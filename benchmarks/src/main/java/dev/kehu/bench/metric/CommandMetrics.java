package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuWriteSide;
import dev.kehu.bench.peer.StockCommands;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Interactions;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Commands in process, 64 in flight: each records a new interaction of a customer that exists. */
public final class CommandMetrics implements Suite {
    private static final int IN_FLIGHT = 64;

    @Override
    public void measure(Run run) throws Exception {
        Interactions data = run.messages().data();
        run.ticker().on("opening the write side");
        Path directory = run.scratch().directory("commands");
        try (KehuWriteSide kehu =
                        KehuWriteSide.open(run.scratch().directory("commands/kehu"), data);
                StockStore h2 = StockStore.h2(directory);
                StockStore tunedH2 = StockStore.tunedH2(directory);
                StockCommands stock = new StockCommands(h2, data);
                StockCommands tuned = new StockCommands(tunedH2, data);
                RawInserts floor = Floors.inserts(run, "commands/floor")) {
            run.ticker().on("registering customers");
            Callers.all(data.customers(), IN_FLIGHT, kehu::register);
            run.messages().customers(h2::fill);
            run.messages().customers(tunedH2::fill);
            Callers callers = new Callers(IN_FLIGHT, run.sizes().round());
            AtomicLong numbers = new AtomicLong();
            AtomicLong stockNumbers = new AtomicLong();
            AtomicLong tunedNumbers = new AtomicLong();
            run.rounds()
                    .metric(
                            "commands-" + IN_FLIGHT,
                            "commands/s",
                            List.of(
                                    Contender.kehu(() -> callers.perSecond(numbers, kehu::record)),
                                    Contender.floor(() -> floor.perSecond(run.sizes().round())),
                                    Contender.peer(
                                            "stock-h2",
                                            () -> callers.perSecond(stockNumbers, stock::record)),
                                    Contender.peer(
                                            "tuned-h2",
                                            () -> callers.perSecond(tunedNumbers, tuned::record))));
        }
    }
}
