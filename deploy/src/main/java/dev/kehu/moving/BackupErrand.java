package dev.kehu.moving;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.accesslog.AccessJournal;
import dev.kehu.platform.backup.Backup;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.proof.MerkleLog;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies the stores of the data directory this process holds, served or not. */
@Component
public final class BackupErrand implements Errand {
    public static final String NAME = "backup";

    private static final long KILO = 1_000;

    private final DataDirectory data;
    private final Clock clock;
    private final List<MerkleLog> logs;

    @Autowired
    BackupErrand(DataDirectory data, Clock clock, MerkleLog history, AccessJournal looks) {
        this(data, clock, List.of(history, looks.log()));
    }

    /** Of stores nobody has open; they were signed to their end when they were closed. */
    public BackupErrand(DataDirectory data, Clock clock) {
        this(data, clock, List.of());
    }

    private BackupErrand(DataDirectory data, Clock clock, List<MerkleLog> logs) {
        this.data = data;
        this.clock = clock;
        this.logs = logs;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args two directories, for the events and for the keys
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Path to = Path.of(args.get(0));
        Path keys = Path.of(args.get(1));
        var backup = new Backup(data.root(), clock, new Paced(replies));
        logs.forEach(log -> sign(log, replies));
        return Attempt.run(to, replies, () -> done(backup.take(to, keys)));
    }

    /** What is there now is signed in the backup; one that signs nothing is no reason for none. */
    private static void sign(MerkleLog log, Replies replies) {
        try {
            log.checkpoint();
        } catch (Refusal | StoreUnavailable unsigned) {
            replies.progress(unsigned.getMessage());
        }
    }

    private static Attempt.Done done(Backup.Taken taken) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("storeId", taken.storeId());
        figures.put("head", taken.head());
        figures.put("events", taken.events());
        figures.put("keys", taken.keys());
        figures.put("bytes", taken.bytes());
        figures.put("directory", taken.to().toString());
        figures.put("keysDirectory", taken.keysTo().toString());
        figures.put("proofs", taken.proofs());
        figures.put("unfit", taken.unfit());
        return new Attempt.Done(
                "%,d events (%,d kB) are in %s, %,d keys in %s; keep the two apart."
                        .formatted(
                                taken.events(),
                                taken.bytes() / KILO,
                                taken.to(),
                                taken.keys(),
                                taken.keysTo()),
                figures,
                taken.unfit().stream().map(BackupErrand::leftOut).toList());
    }

    private static String leftOut(String unfit) {
        return "NOT in it, so that a log of its own begins where this is restored: %s; run verify."
                .formatted(unfit);
    }
}
