package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.DomainEventMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A thousand events in one append, one caller: all of them are durable, or none. */
final class BatchMetrics implements Suite {
    private static final int BATCH = 1_000;

    /** Far from the numbers of single events in the same stores. */
    private static final long FIRST = 1L << 36;

    private final Stores stores;

    BatchMetrics(Stores stores) {
        this.stores = stores;
    }

    @Override
    public void measure(Run run) throws Exception {
        Duration time = run.sizes().round();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(batches(Contender.KEHU, run, stores.kehu::fill));
        contenders.add(Contender.floor(() -> stores.floor.batchedPerSecond(time)));
        contenders.add(batches("stock-h2", run, stores.h2::fill));
        contenders.add(batches("stock-sqlite", run, stores.sqlite::fill));
        if (stores.postgres != null) {
            KehuStore kehu = stores.postgres.kehu();
            StockStore stock = stores.postgres.stock();
            RawInserts floor = stores.postgres.floor();
            contenders.add(batches("kehu-postgres", run, kehu::fill));
            contenders.add(batches("stock-postgres", run, stock::fill));
            contenders.add(new Contender("floor-postgres", () -> floor.batchedPerSecond(time)));
        }
        run.rounds().again("batch-1000", "events/s", contenders);
    }

    /** A contender that is handed batches. */
    static Contender batches(String name, Run run, Consumer<List<DomainEventMessage<?>>> store) {
        AtomicLong numbers = new AtomicLong(FIRST);
        return new Contender(
                name, () -> perSecond(run.messages(), numbers, store, run.sizes().round()));
    }

    private static double perSecond(
            Messages messages,
            AtomicLong numbers,
            Consumer<List<DomainEventMessage<?>>> store,
            Duration time) {
        long start = System.nanoTime();
        long events = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            List<DomainEventMessage<?>> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                batch.add(messages.recorded(numbers.getAndIncrement()));
            }
            store.accept(batch);
            events += BATCH;
        }
        return events * 1e9 / (System.nanoTime() - start);
    }
}
