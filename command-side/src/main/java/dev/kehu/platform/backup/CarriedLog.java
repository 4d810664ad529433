package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.accesslog.StoredLooks;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.proof.LeafHashes;
import dev.kehu.platform.proof.LogCopy;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.platform.proof.StoreCheck.Rows;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log that goes with the stores: what it signed with the events, its key with the keys. What was
 * signed is copied before the store it is over, so that the copy of the store has all of it.
 */
enum CarriedLog {
    /** Over history. */
    HISTORY("audit", Backup.EVENTS),
    /** Over who looked. */
    LOOKS("access", Backup.LOOKS);

    private final String folder;
    private final String store;

    CarriedLog(String folder, String store) {
        this.folder = folder;
        this.store = store;
    }

    String folder() {
        return folder;
    }

    String key() {
        return folder + ".key";
    }

    String changes() {
        return folder + ".keys";
    }

    /** Names of the files that go with the events. */
    List<String> published() {
        return LogCopy.published().stream().map(name -> folder + "/" + name).toList();
    }

    boolean isIn(Manifest manifest) {
        return manifest.has(published().getFirst());
    }

    static List<String> in(Manifest manifest) {
        return Arrays.stream(values())
                .filter(log -> log.isIn(manifest))
                .map(CarriedLog::folder)
                .toList();
    }

    /**
     * Copies it where there is anything to copy; one that is damaged is not passed on as if it were
     * whole.
     *
     * @return whether it was copied
     */
    boolean take(Path root, Folder events, Folder keys) throws IOException {
        if (!LogCopy.isOf(root.resolve(folder)) || Files.notExists(root.resolve(store))) {
            return false;
        }
        LogCopy copy;
        try {
            copy = LogCopy.of(root.resolve(folder), root.resolve(key()));
        } catch (Unproven damaged) {
            return false;
        }
        copy.publish(events.file(folder));
        copy.conceal(keys.file(key()), keys.file(changes()));
        return true;
    }

    /**
     * Has it go on over the store that was restored beside it.
     *
     * @throws Refusal when the store is not what was signed
     */
    void goOn(Folder data, Progress progress) throws SQLException {
        Path file = data.file(store);
        try {
            switch (this) {
                case HISTORY -> {
                    long head = EventsFile.look(file).head();
                    try (SqliteEventLog log = new SqliteEventLog(file, Clock.systemUTC())) {
                        Rows rows = StoreCheck.rows(log::readAfter);
                        goOn(data, new Events(log, head), "event", rows, progress);
                    }
                }
                case LOOKS -> {
                    try (StoredLooks looks = StoredLooks.in(file)) {
                        goOn(data, looks, "look", looks::rows, progress);
                        looks.refuseStrays();
                    }
                }
            }
        } catch (Damage damage) {
            throw unfit(damage.getMessage() + ".");
        }
    }

    private void goOn(Folder data, LeafHashes leaves, String what, Rows rows, Progress progress)
            throws Damage {
        Path place = data.file(folder), key = data.file(key());
        try {
            LogCopy.goOn(place, key, leaves);
        } catch (Refusal other) {
            throw unfit(other.getMessage());
        }
        new StoreCheck(new LogFolder(place, key, ""), what, rows, Optional.empty(), List.of())
                .run(done -> progress.at("Checking " + folder, done, leaves.head(), what + "s"));
    }

    private Refusal unfit(String why) {
        return Refusal.conflict(
                "restore.proofs-unfit",
                "%s is not what was signed of it: %s Use another backup.".formatted(store, why));
    }

    private record Events(SqliteEventLog log, long head) implements LeafHashes {
        @Override
        public List<byte[]> after(long count, int most) {
            return log.leaves(count, most);
        }
    }
}
