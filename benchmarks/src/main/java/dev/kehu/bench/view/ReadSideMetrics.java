package dev.kehu.bench.view;

import dev.kehu.bench.floor.RawFinds;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Crowd;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import java.nio.file.Path;

/**
 * Views that follow live; then the whole program over one history, filled once, for everything that
 * is read by id.
 */
public final class ReadSideMetrics implements Suite {
    private static final long SEED = 20261123;
    private static final int MORE = 10;

    @Override
    public void measure(Run run) throws Exception {
        double kept = new LiveMetrics(run).measure();
        Interactions data = new Interactions(SEED, MORE * run.sizes().customers());
        Crowd crowd = new Crowd(data, run.sizes().views());
        Path directory = run.scratch().directory("views/reading");
        run.ticker().on("filling the store with " + data.customers() + " customers");
        DataDirectory.open(directory).close();
        try (KehuStore kehu = KehuStore.open(directory)) {
            crowd.fill(kehu::fill);
        }
        run.ticker().on("building views, indexes and copy");
        try (KehuProgram kehu = KehuProgram.start(directory)) {
            kehu.awaitQuiet();
            EmbeddedViewStore documents = (EmbeddedViewStore) kehu.bean(ViewStore.class);
            try (RawFinds finds = new RawFinds(documents, "customer360")) {
                new CustomerMetrics(run, kehu, crowd, finds).measure(kept);
            }
            try (RawFinds finds = new RawFinds(documents, "timeline")) {
                new TimelineMetrics(run, kehu, crowd, finds).measure();
            }
        }
    }
}
