package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuProjects;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One day's deadlines of all projects, through saga and outbox, beside the same commands sent
 * directly, and what of it stays in memory.
 */
public final class LifecycleMetrics implements Suite {
    private static final double MEGABYTE = 1 << 20;

    @Override
    public void measure(Run run) throws Exception {
        try (Opened opened = new Opened()) {
            RawInserts floor = opened.add(Floors.inserts(run, "lifecycle/floor"));
            KehuProjects swept = opened.add(begun(run, "lifecycle/swept"));
            KehuProjects direct = opened.add(begun(run, "lifecycle/direct"));
            double before = heap();
            run.rounds()
                    .metric(
                            "sweep",
                            "commands/s",
                            List.of(
                                    Contender.kehu(swept::swept),
                                    Contender.floor(() -> floor.perSecond(run.sizes().round())),
                                    Contender.peer("direct", direct::direct)));
            Map<String, Double> heap = new LinkedHashMap<>();
            heap.put(Contender.KEHU, heap());
            heap.put(Contender.FLOOR, before);
            run.rounds().once("sweep-heap", "MB", heap);
        }
    }

    private static KehuProjects begun(Run run, String name) throws Exception {
        int projects = run.sizes().customers();
        run.ticker().on("beginning " + projects + " projects");
        return KehuProjects.begun(run.scratch().directory(name), run.messages().data(), projects);
    }

    /** What is kept, after a collection. */
    private static double heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
}
