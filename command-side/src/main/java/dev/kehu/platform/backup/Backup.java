package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.state.StateDatabase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies the stores of a data directory while they are written to, in the order state, events,
 * keys: a key is on disk before the first event that needs it, and a processor's token is behind
 * the event it points at, so the three copies fit. Before them go the proofs, so that what they are
 * over is in the copies, and the log of who looked, so that whoever it names is. Keys go to a
 * directory of their own. Views are not copied: they are folded again.
 */
public final class Backup {
    static final String STATE = "state.db";
    static final String EVENTS = "events.db";
    static final String LOOKS = "access.db";
    static final String KEYS = "keys.db";
    static final String MASTERS = "master.keys";

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Path root;
    private final Clock clock;
    private final Progress progress;

    /**
     * @param root a data directory this process holds
     */
    public Backup(Path root, Clock clock, Progress progress) {
        this.root = root;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was taken.
     *
     * @param proofs directories of logs whose proofs are in it; one that has signed nothing yet is
     *     not
     * @param unfit logs that are left out because no restore would take them, and why; the log of
     *     who looked may be missing as a whole then
     */
    public record Taken(
            String storeId,
            long head,
            long events,
            long keys,
            long bytes,
            Path to,
            Path keysTo,
            List<String> proofs,
            List<String> unfit) {}

    /**
     * Makes two directories that must not exist yet.
     *
     * @throws Refusal when they cannot be used, or a backup is being taken already
     * @throws DataDirectoryRefused when reading or writing fails; nothing is left then
     */
    public Taken take(Path to, Path keysTo) {
        if (!ONE_AT_A_TIME.tryLock()) {
            throw Refusal.conflict("backup.running", "A backup is being taken already; wait.");
        }
        try {
            BackupPlaces.refuseBad(root, to, keysTo);
            return copy(to, keysTo);
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(to, failure);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private Taken copy(Path to, Path keysTo) throws IOException {
        Folder events = Folder.begin(to);
        try {
            return copy(events, Folder.begin(keysTo));
        } catch (IOException | RuntimeException failure) {
            events.discard();
            throw failure;
        }
    }

    private Taken copy(Folder events, Folder keys) throws IOException {
        try {
            TakenLogs logs = TakenLogs.read(root);
            looks(events, logs);
            sqlite(STATE, events);
            sqlite(EVENTS, events);
            sqlite(KEYS, keys);
            Files.copy(root.resolve(MASTERS), keys.file(MASTERS)); // with its mode
            Directories.forceFile(keys.file(MASTERS));
            logs.put(events, keys, progress);
            Taken taken = describe(events, keys, logs);
            // Keys first: events without them would be of no use, keys alone harm nobody.
            keys.finish();
            try {
                events.finish();
            } catch (IOException | RuntimeException failure) {
                keys.revoke();
                throw failure;
            }
            return taken;
        } catch (IOException | RuntimeException failure) {
            keys.discard();
            throw failure;
        }
    }

    /** History does not wait until somebody gives up a damaged log of who looked. */
    private void looks(Folder events, TakenLogs logs) throws IOException {
        if (Files.notExists(root.resolve(LOOKS))) {
            return;
        }
        try {
            sqlite(LOOKS, events);
        } catch (DataDirectoryRefused refused) {
            if (!refused.code().equals(SqliteCopy.UNREADABLE)) {
                throw refused;
            }
            Files.deleteIfExists(events.file(LOOKS));
            logs.leaveOut(CarriedLog.LOOKS, LOOKS + " is damaged, and not in it either");
        }
    }

    private void sqlite(String name, Folder folder) throws IOException {
        SqliteCopy.take(root.resolve(name), folder.file(name), progress);
    }

    private Taken describe(Folder events, Folder keys, TakenLogs logs) throws IOException {
        EventsFile found;
        try {
            found = EventsFile.look(events.file(EVENTS));
        } catch (SQLException failure) {
            throw new IOException("the copy of events.db cannot be read", failure);
        }
        String backup = "backup-" + UUID.randomUUID();
        Map<String, Integer> formats =
                Map.of(
                        "data", DataDirectory.FORMAT,
                        "events", SqliteEventLog.FORMAT,
                        "state", StateDatabase.FORMAT);
        Map<String, Long> counts = Map.of("head", found.head(), "events", found.events());
        List<String> names = new ArrayList<>(List.of(STATE, EVENTS));
        if (Files.exists(events.file(LOOKS))) {
            names.add(LOOKS);
        }
        names.addAll(logs.published());
        List<Manifest.Entry> first =
                write(backup, found, Manifest.EVENTS, formats, counts, events, names);
        long known;
        try (KeyFile file = KeyFile.open(keys.file(KEYS))) {
            known = file.keys();
            counts = Map.of("keys", known, "tombstones", file.tombstones());
        }
        formats = Map.of("data", DataDirectory.FORMAT);
        names = new ArrayList<>(List.of(KEYS, MASTERS));
        names.addAll(logs.concealed());
        List<Manifest.Entry> all =
                new ArrayList<>(write(backup, found, Manifest.KEYS, formats, counts, keys, names));
        all.addAll(first);
        long bytes = all.stream().mapToLong(Manifest.Entry::bytes).sum();
        return new Taken(
                found.storeId(),
                found.head(),
                found.events(),
                known,
                bytes,
                events.target(),
                keys.target(),
                logs.folders(),
                logs.unfit());
    }

    private List<Manifest.Entry> write(
            String backup,
            EventsFile found,
            String part,
            Map<String, Integer> formats,
            Map<String, Long> figures,
            Folder folder,
            List<String> names)
            throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (String name : names) {
            entries.add(Manifest.Entry.of(name, folder.file(name), progress));
        }
        new Manifest(
                        Manifest.KIND,
                        Manifest.FORMAT,
                        part,
                        backup,
                        found.storeId(),
                        clock.instant(),
                        formats,
                        figures,
                        entries)
                .write(folder.part());
        return entries;
    }
}
