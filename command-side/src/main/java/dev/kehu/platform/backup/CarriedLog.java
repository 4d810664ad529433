package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.accesslog.StoredLooks;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.proof.LeafHashes;
import dev.kehu.platform.proof.LogCopy;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.platform.proof.StoreCheck.Rows;
import dev.kehu.platform.proof.StoreCheck.Watching;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.tree.Unproven;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
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

    String store() {
        return store;
    }

    boolean isIn(Manifest manifest) {
        return manifest.has(published().getFirst());
    }

    /**
     * Reads what it signed, to be done before its store is copied; nothing where it has signed
     * nothing yet.
     *
     * @throws Unproven when something of it, or its store, is missing or damaged
     */
    Optional<LogCopy> read(Path root) {
        Path place = root.resolve(folder), keyFile = root.resolve(key());
        if (new LogFolder(place, keyFile, "").isLost()) {
            throw new Unproven(key() + " is there, but what it signed is gone");
        }
        if (!LogCopy.isOf(place)) {
            return Optional.empty();
        }
        if (Files.notExists(root.resolve(store))) {
            throw new Unproven(store + ", which it is over, is gone");
        }
        return Optional.of(LogCopy.of(place, keyFile));
    }

    /**
     * Whether its store has all that was signed of it.
     *
     * @throws Damage at the first thing that is not as it was signed
     */
    void check(LogCopy signed, Folder events, Progress progress) throws Damage {
        ask(
                events,
                (leaves, what, rows) -> signed.check(what, rows, watching(progress, leaves, what)));
    }

    /** What is wrong with its store, taken by itself; empty when nothing is. */
    String wrong(Folder data, Progress progress) {
        try {
            ask(
                    data,
                    (leaves, what, rows) ->
                            LogCopy.checkAlone(what, rows, watching(progress, leaves, what)));
            return "";
        } catch (Damage damage) {
            return damage.getMessage();
        }
    }

    /**
     * Has it go on over the store that was restored beside it.
     *
     * @throws Refusal when the store is not what was signed
     */
    void goOn(Folder data, Progress progress) {
        try {
            ask(data, (leaves, what, rows) -> goOn(data, leaves, what, rows, progress));
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
        } catch (EventStoreException | IllegalStateException unreadable) {
            throw unfit("it cannot be read.");
        }
        new StoreCheck(new LogFolder(place, key, ""), what, rows, Optional.empty(), List.of())
                .run(watching(progress, leaves, what));
    }

    private Watching watching(Progress progress, LeafHashes leaves, String what) {
        return done -> progress.at("Checking " + folder, done, leaves.head(), what + "s");
    }

    /** What is asked of a store. */
    private interface Question {
        void of(LeafHashes leaves, String what, Rows rows) throws Damage;
    }

    private void ask(Folder of, Question question) throws Damage {
        Path file = of.file(store);
        switch (this) {
            case HISTORY -> {
                try (SqliteEventLog log = new SqliteEventLog(file, Clock.systemUTC())) {
                    long head = EventsFile.look(file).head();
                    Rows rows = StoreCheck.rows(log::readAfter);
                    question.of(new Events(log, head), "event", rows);
                } catch (SQLException unreadable) {
                    throw new Damage(0, store + " cannot be read");
                }
            }
            case LOOKS -> {
                try (StoredLooks looks = StoredLooks.in(file)) {
                    question.of(looks, "look", looks::rows);
                    looks.refuseStrays();
                }
            }
        }
    }

    private Refusal unfit(String why) {
        return Refusal.conflict(
                "restore.proofs-unfit",
                "%s is not what was signed of it: %s Use another backup, or restore %s."
                        .formatted(store, why, Restore.WITHOUT_PROOFS));
    }

    private record Events(SqliteEventLog log, long head) implements LeafHashes {
        @Override
        public List<byte[]> after(long count, int most) {
            return log.leaves(count, most);
        }
    }
}
