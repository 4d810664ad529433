package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;

import java.nio.file.Path;
import java.util.List;

/**
 * What sealing and proofs cost: durable appends of 64 callers to a store that seals and whose
 * Merkle log follows and signs, and to one that does neither, in turns.
 */
public final class ProtectionMetrics implements Suite {
    private static final int MANY = 64;

    @Override
    public void measure(Run run) throws Exception {
        run.ticker().on("opening a store with sealing and proofs, and one without");
        try (Opened opened = new Opened()) {
            Path with = run.scratch().directory("protected");
            KehuStore kehu = opened.add(KehuStore.open(with));
            opened.add(kehu.proved(with));
            KehuStore neither =
                    opened.add(KehuStore.unsealed(run.scratch().directory("unprotected")));
            RawInserts floor = opened.add(Floors.inserts(run, "protected/floor"));
            run.messages().customers(kehu::fill);
            run.messages().customers(neither::fill);
            Rival ours = new Rival(Contender.KEHU, run.messages(), kehu::publish);
            Rival bare = new Rival("neither", run.messages(), neither::publish);
            Callers callers = new Callers(MANY, run.sizes().round());
            run.rounds()
                    .again(
                            "append-64-proved",
                            "events/s",
                            List.of(
                                    Contender.kehu(() -> ours.perSecond(callers)),
                                    Contender.peer(bare.name(), () -> bare.perSecond(callers)),
                                    Contender.floor(() -> floor.perSecond(run.sizes().round()))));
        }
    }
}
