package dev.kehu.bench.view;

import dev.kehu.bench.floor.RawFinds;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Crowd;
import dev.kehu.bench.workload.Messages;
import dev.kehu.customer.view.customer360.Customer360Api;
import dev.kehu.platform.paging.KeptEvents;
import dev.kehu.platform.reading.AsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One customer with everything, as the API answers it, without HTTP and JSON: how it stands, idle
 * and under load, and how it stood at some time.
 */
final class CustomerMetrics {
    private static final double HIGH = 99;
    private static final double HALF = 0.5;
    private static final String UNIT = "ms";

    private final Run run;
    private final KehuProgram kehu;
    private final Customer360Api customers;
    private final Crowd crowd;
    private final RawFinds finds;
    private final Reads reads;

    CustomerMetrics(Run run, KehuProgram kehu, Crowd crowd, RawFinds finds) {
        this.run = run;
        this.kehu = kehu;
        this.crowd = crowd;
        this.finds = finds;
        customers = kehu.bean(Customer360Api.class);
        reads = new Reads(run.sizes().round(), HIGH);
    }

    /**
     * @param kept events a second all views keep up with
     */
    void measure(double kept) throws Exception {
        List<Contender> contenders =
                List.of(
                        Contender.kehu(
                                () ->
                                        reads.millis(
                                                r -> customers.read(crowd.anybody(r), AsOf.NOW))),
                        Contender.floor(() -> reads.millis(r -> finds.find(crowd.anybody(r)))),
                        Contender.peer(
                                "store",
                                () -> reads.millis(r -> finds.findInProcess(crowd.anybody(r)))));
        run.rounds().metric("view-p99", UNIT, contenders);
        asOf();
        Messages messages = new Messages(crowd.data());
        Load load = new Load(kehu, messages, HALF * kept, run.sizes().round());
        List<Contender> loaded = new ArrayList<>();
        for (Contender each : contenders) {
            loaded.add(new Contender(each.name(), () -> load.beside(each.round())));
        }
        run.rounds().again("view-p99-load", UNIT, loaded);
        kehu.awaitQuiet();
    }

    /** Asked again and again, and each for the first time. */
    private void asOf() throws Exception {
        KeptEvents kept = kehu.bean(KeptEvents.class);
        run.rounds()
                .metric(
                        "asof-p99",
                        UNIT,
                        List.of(
                                Contender.kehu(() -> reads.millis(this::sometime)),
                                Contender.floor(
                                        () -> reads.millis(r -> finds.find(crowd.regular(r)))),
                                Contender.peer(
                                        "first",
                                        () -> reads.millis(r -> kept.forget(), this::sometime)),
                                Contender.peer(
                                        "live",
                                        () ->
                                                reads.millis(
                                                        r ->
                                                                customers.read(
                                                                        crowd.regular(r),
                                                                        AsOf.NOW))),
                                Contender.peer(
                                        "store",
                                        () ->
                                                reads.millis(
                                                        r ->
                                                                finds.findInProcess(
                                                                        crowd.regular(r))))));
    }

    private void sometime(SplittableRandom random) {
        customers.read(crowd.regular(random), new AsOf(crowd.sometime(random), null));
    }
}
