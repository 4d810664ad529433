package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.EventMessage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Durable appends of single events by 1, 8 and 64 callers; the customers exist already. */
public final class AppendMetrics implements Suite {
    private static final int[] CALLERS = {1, 8, 64};

    @Override
    public void measure(Run run) throws Exception {
        Path directory = run.scratch().directory("append");
        Messages messages = run.messages();
        try (KehuStore kehu = KehuStore.open(run.scratch().directory("append/kehu"));
                StockStore h2 = StockStore.h2(directory);
                StockStore tuned = StockStore.tunedH2(directory);
                StockStore sqlite = StockStore.sqlite(directory);
                RawInserts floor = Floors.inserts(run, "append/floor")) {
            run.ticker().on("registering customers in each store");
            messages.customers(kehu::fill);
            messages.customers(h2::fill);
            messages.customers(tuned::fill);
            messages.customers(sqlite::fill);
            Round ours = new Round(messages, kehu::publish);
            Round onH2 = new Round(messages, h2::publish);
            Round onTuned = new Round(messages, tuned::publish);
            Round onSqlite = new Round(messages, sqlite::publish);
            for (int count : CALLERS) {
                Callers callers = new Callers(count, run.sizes().round());
                List<Contender> contenders = new ArrayList<>();
                contenders.add(Contender.kehu(() -> ours.by(callers)));
                contenders.add(Contender.floor(() -> floor.perSecond(run.sizes().round())));
                contenders.add(Contender.peer("stock-h2", () -> onH2.by(callers)));
                contenders.add(Contender.peer("tuned-h2", () -> onTuned.by(callers)));
                contenders.add(Contender.peer("stock-sqlite", () -> onSqlite.by(callers)));
                if (count == 1) {
                    contenders.add(
                            Contender.peer(
                                    "raw-insert-1",
                                    () -> floor.singlePerSecond(run.sizes().round())));
                }
                run.rounds().metric("append-" + count, "events/s", contenders);
            }
        }
    }

    /** One store and the numbers it has used. */
    private record Round(Messages messages, Consumer<EventMessage<?>> store, AtomicLong numbers) {
        Round(Messages messages, Consumer<EventMessage<?>> store) {
            this(messages, store, new AtomicLong());
        }

        double by(Callers callers) throws Exception {
            return callers.perSecond(numbers, n -> store.accept(messages.recorded(n)));
        }
    }
}
