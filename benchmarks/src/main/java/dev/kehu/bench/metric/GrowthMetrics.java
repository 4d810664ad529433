package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.metric.LatencyMetrics.Source;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Interactions;

import org.axonframework.common.transaction.NoTransactionManager;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ours on a long history beside ours on a usual one: what a figure loses as history grows. */
public final class GrowthMetrics implements Suite {
    private static final long BYTES_AN_EVENT = 1_600;
    private static final int GIGABYTE = 1 << 30;
    private static final int MANY = 64;

    @Override
    public void measure(Run run) throws Exception {
        int few = run.sizes().history();
        int many = run.sizes().grown();
        refuseSmallDisk(run, many);
        PostgresServer server = run.postgres();
        try (Grown usual = Grown.open(run, "growth/usual", few);
                Grown grown = Grown.open(run, "growth/grown", many);
                RawInserts floor =
                        server == null
                                ? Floors.inserts(run, "growth/floor")
                                : Floors.insertsOnPostgres(run, "growth/floor", server)) {
            usual.fill();
            grown.fill();
            new Growth(
                            run,
                            usual,
                            grown,
                            floor,
                            "kehu-" + few,
                            "@" + many + (server == null ? "" : "@postgres"))
                    .measure();
        }
    }

    private static void refuseSmallDisk(Run run, long events) throws Exception {
        long free = Files.getFileStore(run.scratch().root()).getUsableSpace();
        if (free < events * BYTES_AN_EVENT) {
            throw new IllegalStateException(
                    "%,d events need %d GB in %s and %d GB are free; name another place with KEHU_JAVA_OPTS=-Djava.io.tmpdir=DIR"
                            .formatted(
                                    events,
                                    events * BYTES_AN_EVENT / GIGABYTE + 1,
                                    run.scratch().root().getParent(),
                                    free / GIGABYTE));
        }
    }

    private record Growth(
            Run run, Grown usual, Grown grown, RawInserts floor, String small, String where) {
        void measure() throws Exception {
            reads();
            Rival ours = new Rival(Contender.KEHU, run.messages(), grown.store::publish);
            Rival before = new Rival(small, run.messages(), usual.store::publish);
            ours.numbers().set(run.sizes().grown()); // those before are recorded already
            before.numbers().set(run.sizes().grown());
            appends(ours, before, 1);
            Result most = appends(ours, before, MANY);
            batches();
            new LatencyMetrics(
                            where,
                            List.of(ours, before),
                            most,
                            Map.of(Contender.KEHU, source(grown), small, source(usual)))
                    .measure(run);
            commands();
        }

        private void commands() throws Exception {
            Side ours = Side.ours(run, Contender.KEHU, grown.writeSide());
            Side before = Side.ours(run, small, usual.writeSide());
            Callers callers = new Callers(Side.IN_FLIGHT, run.sizes().round());
            Interactions data = run.messages().data();
            Contender raw = Contender.floor(() -> floor.perSecond(run.sizes().round()));
            run.rounds()
                    .metric(
                            "commands-64" + where,
                            "commands/s",
                            List.of(
                                    Contender.kehu(() -> ours.freshPerSecond(callers)),
                                    raw,
                                    Contender.peer(small, () -> before.freshPerSecond(callers))));
            ours.recordCases(run);
            before.recordCases(run);
            run.rounds()
                    .again(
                            "commands-mix" + where,
                            "commands/s",
                            List.of(
                                    Contender.kehu(() -> ours.mixedPerSecond(callers, data)),
                                    raw,
                                    Contender.peer(
                                            small, () -> before.mixedPerSecond(callers, data))));
        }

        private static Source source(Grown store) {
            return new Source(store.store.store(), NoTransactionManager.INSTANCE);
        }

        private void reads() throws Exception {
            long part = run.sizes().history();
            run.rounds()
                    .metric(
                            "scan" + where,
                            "events/s",
                            List.of(
                                    Contender.kehu(() -> grown.scan(part)),
                                    Contender.floor(() -> grown.rawScan(part)),
                                    Contender.peer(small, () -> usual.scan(part))));
            run.rounds()
                    .again(
                            "load-20" + where,
                            "ms",
                            List.of(
                                    Contender.kehu(grown::load),
                                    Contender.floor(grown::rawLoad),
                                    Contender.peer(small, usual::load)));
            run.ticker().on("adding up what is stored");
            run.rounds()
                    .once(
                            "bytes-full" + where,
                            "bytes/event",
                            Map.of(
                                    Contender.KEHU,
                                    grown.bytes(),
                                    Contender.FLOOR,
                                    grown.columnBytes(),
                                    small,
                                    usual.bytes()));
        }

        private Result appends(Rival ours, Rival before, int count) throws Exception {
            Duration time = run.sizes().round();
            Callers callers = new Callers(count, time);
            return run.rounds()
                    .metric(
                            "append-" + count + where,
                            "events/s",
                            List.of(
                                    Contender.kehu(() -> ours.perSecond(callers)),
                                    Contender.floor(() -> floor.perSecond(time)),
                                    Contender.peer(small, () -> before.perSecond(callers))));
        }

        private void batches() throws Exception {
            Duration time = run.sizes().round();
            run.rounds()
                    .again(
                            "batch-1000" + where,
                            "events/s",
                            List.of(
                                    BatchMetrics.batches(Contender.KEHU, run, grown.store::fill),
                                    Contender.floor(() -> floor.batchedPerSecond(time)),
                                    BatchMetrics.batches(small, run, usual.store::fill)));
        }
    }
}
