package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.state.StateDatabase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Makes a data directory of the two halves of a backup. The keys may be of another day than the
 * events, as long as every event finds its key or the tombstone of it: with newer keys, what was
 * erased since stays erased. State older than the events is caught up at the start; state ahead of
 * them would skip events, and is refused. So are events, or a log of who looked, that are not what
 * was signed of them.
 */
public final class Restore {
    /** As it is asked for. */
    static final String WITHOUT_PROOFS = "--without-proofs";

    private final Path from;
    private final Path keysFrom;
    private final Optional<Path> erased;
    private final boolean strict;
    private final Progress progress;

    public Restore(Path from, Path keysFrom, Progress progress) {
        this(from, keysFrom, Optional.empty(), true, progress);
    }

    /**
     * @param erased the list of erasures that was kept apart from the backups, if there is one
     * @param strict whether a log that does not fit its store is a reason to refuse everything;
     *     otherwise it begins anew, under another name
     */
    public Restore(
            Path from, Path keysFrom, Optional<Path> erased, boolean strict, Progress progress) {
        this.from = from;
        this.keysFrom = keysFrom;
        this.erased = erased;
        this.strict = strict;
        this.progress = progress;
    }

    /**
     * What was restored.
     *
     * @param proofs directories of logs that go on where they were
     * @param begun those of logs that begin anew at the next start
     * @param unfit what is not as it was, though nobody refused it, and why
     */
    public record Restored(
            String storeId,
            long head,
            long events,
            Path data,
            List<String> proofs,
            List<String> begun,
            List<String> unfit) {}

    /**
     * Makes the directory, or leaves it as it is and says why.
     *
     * @param data must be missing or empty
     * @throws Refusal when the two halves do not fit or a file is damaged
     * @throws DataDirectoryRefused when reading or writing fails
     */
    public Restored into(Path data) {
        try {
            refuseUnlessEmpty(data);
            Manifest manifest = Manifest.read(from, Manifest.EVENTS);
            KeySet keys = KeySet.in(keysFrom);
            keys.refuseUnlessOf(manifest.storeId());
            refuseNewer(manifest);
            Folder folder = Folder.begin(data);
            var logs = new RestoredLogs(from, manifest, strict, progress);
            try {
                fill(folder, manifest, keys, logs);
                folder.finish();
            } catch (IOException | RuntimeException failure) {
                folder.discard();
                throw failure;
            }
            return new Restored(
                    manifest.storeId(),
                    manifest.figure("head"),
                    manifest.figure("events"),
                    data,
                    logs.goneOn(),
                    logs.begun(),
                    logs.unfit());
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(data, failure);
        }
    }

    private static void refuseUnlessEmpty(Path data) throws IOException {
        if (Files.notExists(data)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(data)) {
            try (var entries = Files.list(data)) {
                empty = entries.findAny().isEmpty();
            }
        }
        if (!empty) {
            throw Refusal.conflict(
                    "restore.not-empty", data + " is not empty; restore into a new directory.");
        }
    }

    private void refuseNewer(Manifest manifest) {
        if (manifest.formatOf("data") > DataDirectory.FORMAT
                || manifest.formatOf("events") > SqliteEventLog.FORMAT
                || manifest.formatOf("state") > StateDatabase.FORMAT) {
            throw Refusal.conflict(
                    "backup.newer", from + " was written by a newer Kehu; use that one.");
        }
    }

    private void fill(Folder folder, Manifest manifest, KeySet keys, RestoredLogs logs)
            throws IOException {
        manifest.copy(from, Backup.STATE, folder.file(Backup.STATE), progress);
        manifest.copy(from, Backup.EVENTS, folder.file(Backup.EVENTS), progress);
        keys.copy(folder.file(Backup.KEYS), folder.file(Backup.MASTERS), progress);
        logs.copyLooks(folder);
        try {
            check(folder, manifest);
            logs.goOn(folder, keys);
            eraseAgain(folder, manifest.createdAt().toEpochMilli());
        } catch (SQLException | IllegalArgumentException unreadable) {
            throw Refusal.invalid("backup.damaged", "The copies in " + from + " cannot be read.");
        }
        DataDirectory.mark(folder.part(), manifest.formatOf("data"));
    }

    /** Who was erased after the keys were copied must not come back with them. */
    private void eraseAgain(Folder folder, long at) throws IOException, SQLException {
        Path list = folder.file(Tombstones.FILE);
        if (erased.isPresent()) {
            if (!Files.isRegularFile(erased.get())) {
                throw Refusal.unknown("restore.no-list", erased.get() + " is no list of erasures.");
            }
            Files.copy(erased.get(), list);
            Directories.forceFile(list);
        }
        MasterKeys masters = MasterKeys.open(folder.file(Backup.MASTERS), false);
        try (SubjectKeys keys = SubjectKeys.open(folder.file(Backup.KEYS), masters)) {
            new Tombstones(List.of(list)).destroyIn(keys);
            EventsFile.erased(folder.file(Backup.EVENTS)).destroyIn(keys, at);
        }
    }

    private void check(Folder folder, Manifest manifest) throws SQLException {
        EventsFile events = EventsFile.look(folder.file(Backup.EVENTS));
        if (!events.storeId().equals(manifest.storeId())
                || events.events() != manifest.figure("events")
                || events.head() != manifest.figure("head")
                || events.head() != events.events()) {
            throw Refusal.invalid(
                    "backup.damaged", "The events in " + from + " are not those of its manifest.");
        }
        StateFile state = StateFile.look(folder.file(Backup.STATE));
        if (state.reach() > events.head()) {
            throw Refusal.conflict(
                    "restore.state-ahead",
                    "state.db in %s is at position %d, its events end at %d; use another backup."
                            .formatted(from, state.reach(), events.head()));
        }
        try (KeyFile keys = KeyFile.open(folder.file(Backup.KEYS))) {
            long missing =
                    EventsFile.withoutKey(
                            folder.file(Backup.EVENTS), keys, events.events(), progress);
            if (missing > 0) {
                throw Refusal.conflict(
                        "restore.keys-missing",
                        "%d events in %s have neither key nor tombstone in %s; name newer keys."
                                .formatted(missing, from, keysFrom));
            }
        }
    }
}
