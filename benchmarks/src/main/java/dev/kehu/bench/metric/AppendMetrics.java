package dev.kehu.bench.metric;

import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Durable appends to stores where the customers exist already: single events by 1, 8 and 64
 * callers, batches, and how long a single one takes at half of the rate just measured.
 */
public final class AppendMetrics implements Suite {
    private static final int FEW = 8;
    private static final int MANY = 64;

    @Override
    public void measure(Run run) throws Exception {
        try (Stores stores = Stores.open(run, "append")) {
            List<Rival> rivals = stores.rivals();
            run.rounds().metric("append-1", "events/s", one(run, stores, rivals));
            appends(run, stores, rivals, FEW);
            Result most = appends(run, stores, rivals, MANY);
            new BatchMetrics(stores).measure(run);
            new LatencyMetrics("", rivals, most, stores.sources()).measure(run);
        }
    }

    private static Result appends(Run run, Stores stores, List<Rival> rivals, int count)
            throws Exception {
        return run.rounds()
                .again("append-" + count, "events/s", contenders(run, stores, rivals, count));
    }

    private static List<Contender> contenders(
            Run run, Stores stores, List<Rival> rivals, int count) {
        Callers callers = new Callers(count, run.sizes().round());
        List<Contender> contenders = new ArrayList<>(stores.floors(run.sizes().round()));
        for (Rival rival : rivals) {
            contenders.add(new Contender(rival.name(), () -> rival.perSecond(callers)));
        }
        return contenders;
    }

    /** With one caller the limit is a row that is forced to the disk before the next is sent. */
    private static List<Contender> one(Run run, Stores stores, List<Rival> rivals) {
        Duration time = run.sizes().round();
        List<Contender> contenders = contenders(run, stores, rivals, 1);
        contenders.add(Contender.peer("raw-insert-1", () -> stores.floor.singlePerSecond(time)));
        return contenders;
    }
}
