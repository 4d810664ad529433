package dev.kehu.bench.metric;

import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Machine;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;

import org.HdrHistogram.Histogram;
import org.axonframework.common.transaction.NoTransactionManager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a single append takes, and how long until a follower has seen it, when each store is
 * given half of what it took from 64 callers in the same run.
 */
final class LatencyMetrics implements Suite {
    private static final double HALF = 0.5;
    private static final double HIGH = 99;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Stores stores;
    private final List<Rival> rivals;
    private final Result most;

    LatencyMetrics(Stores stores, List<Rival> rivals, Result most) {
        this.stores = stores;
        this.rivals = rivals;
        this.most = most;
    }

    @Override
    public void measure(Run run) throws Exception {
        Duration time = run.sizes().round();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(forced(run));
        for (Rival rival : rivals) {
            contenders.add(
                    new Contender(
                            rival.name(),
                            () -> high(rival.arrivals(rate(rival), time).run(rival::append))));
        }
        run.rounds().again("ack-p99", "ms", contenders);
        visible(run);
    }

    /** An event cannot be seen before it is durable, so the floor is the same. */
    private void visible(Run run) throws Exception {
        Duration time = run.sizes().round();
        try (Opened opened = new Opened()) {
            Map<String, Follower> followers = followers(opened);
            List<Contender> contenders = new ArrayList<>();
            contenders.add(forced(run));
            for (Rival rival : rivals) {
                Follower follower = followers.get(rival.name());
                if (follower != null) {
                    contenders.add(
                            new Contender(
                                    rival.name(),
                                    () ->
                                            high(
                                                    follower.follow(
                                                            rival.arrivals(rate(rival), time),
                                                            rival::append))));
                }
            }
            run.rounds().again("visible-p99", "ms", contenders);
        }
    }

    /**
     * Stock Axon cannot follow its own store on SQLite: the driver refuses how it reads an index.
     */
    private Map<String, Follower> followers(Opened opened) {
        Map<String, Follower> followers = new TreeMap<>();
        followers.put(
                Contender.KEHU,
                opened.add(new Follower(stores.kehu.store(), NoTransactionManager.INSTANCE)));
        followers.put(
                "stock-h2", opened.add(new Follower(stores.h2.store(), stores.h2.transactions())));
        if (stores.postgres != null) {
            var kehu = stores.postgres.kehu().store();
            var stock = stores.postgres.stock();
            followers.put(
                    "kehu-postgres", opened.add(new Follower(kehu, NoTransactionManager.INSTANCE)));
            followers.put(
                    "stock-postgres",
                    opened.add(new Follower(stock.store(), stock.transactions())));
        }
        return followers;
    }

    private double rate(Rival rival) {
        return most.median(rival.name()) * HALF;
    }

    private static Contender forced(Run run) {
        return Contender.floor(
                () -> high(Machine.forced(run.scratch().root(), run.sizes().round())));
    }

    private static double high(Histogram nanos) {
        return nanos.getValueAtPercentile(HIGH) / NANOS_PER_MILLI;
    }
}
