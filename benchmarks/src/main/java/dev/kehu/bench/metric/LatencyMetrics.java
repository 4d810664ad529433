package dev.kehu.bench.metric;

import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Machine;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;

import org.HdrHistogram.Histogram;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long a single append takes, and how long until a follower has seen it, when each store is
 * given half of what it took from 64 callers in the same run.
 */
final class LatencyMetrics implements Suite {
    private static final double HALF = 0.5;
    private static final double HIGH = 99;
    private static final double NANOS_PER_MILLI = 1e6;

    private final String where;
    private final List<Rival> rivals;
    private final Result most;
    private final Map<String, Source> sources;

    /** Where a follower reads what was appended. */
    record Source(
            StreamableMessageSource<TrackedEventMessage<?>> store,
            TransactionManager transactions) {}

    /**
     * @param where behind the names of the metrics
     * @param most what each took from 64 callers
     * @param sources of those that can be followed, by contender
     */
    LatencyMetrics(String where, List<Rival> rivals, Result most, Map<String, Source> sources) {
        this.where = where;
        this.rivals = rivals;
        this.most = most;
        this.sources = sources;
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
        run.rounds().again("ack-p99" + where, "ms", contenders);
        visible(run);
    }

    /** An event cannot be seen before it is durable, so the floor is the same. */
    private void visible(Run run) throws Exception {
        Duration time = run.sizes().round();
        try (Opened opened = new Opened()) {
            List<Contender> contenders = new ArrayList<>();
            contenders.add(forced(run));
            for (Rival rival : rivals) {
                Source source = sources.get(rival.name());
                if (source != null) {
                    Follower follower =
                            opened.add(new Follower(source.store(), source.transactions()));
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
            run.rounds().again("visible-p99" + where, "ms", contenders);
        }
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
