package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.proof.LogCopy;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.MasterKeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The keys half of a backup; checked when it is copied. */
public final class KeySet {
    private final Path folder;
    private final Manifest manifest;

    private KeySet(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** Where a copy of the keys of people comes from. */
    @FunctionalInterface
    public interface Source {
        /** Writes them as they are at one moment, as a {@code keys.db}. */
        void copyTo(Path file) throws IOException;

        static Source of(Path file, Progress progress) {
            return copy -> SqliteCopy.take(file, copy, progress);
        }
    }

    /**
     * What was taken.
     *
     * @param to the directory that holds them
     */
    public record Taken(long keys, long tombstones, Path to) {}

    /**
     * Copies the keys of people and the master keys alone, for a history that is copied by other
     * means; the keys of logs are not among them.
     *
     * @param to a directory that does not exist yet
     * @throws DataDirectoryRefused when reading or writing fails; nothing is left then
     */
    public static Taken take(
            Path to, String storeId, Source source, Path masters, Clock clock, Progress progress) {
        try {
            Folder folder = Folder.begin(to);
            try {
                source.copyTo(folder.file(Backup.KEYS));
                Files.copy(masters, folder.file(Backup.MASTERS)); // with its mode
                Directories.forceFile(folder.file(Backup.MASTERS));
                Taken taken = describe(folder, storeId, clock, progress);
                folder.finish();
                return taken;
            } catch (IOException | RuntimeException failure) {
                folder.discard();
                throw failure;
            }
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(to, failure);
        }
    }

    private static Taken describe(Folder folder, String storeId, Clock clock, Progress progress)
            throws IOException {
        Taken taken;
        try (KeyFile file = KeyFile.open(folder.file(Backup.KEYS))) {
            taken = new Taken(file.keys(), file.tombstones(), folder.target());
        }
        new Manifest(
                        Manifest.KIND,
                        Manifest.FORMAT,
                        Manifest.KEYS,
                        "backup-" + UUID.randomUUID(),
                        storeId,
                        clock.instant(),
                        Map.of("data", DataDirectory.FORMAT),
                        Map.of("keys", taken.keys(), "tombstones", taken.tombstones()),
                        List.of(
                                Manifest.Entry.of(Backup.KEYS, folder.file(Backup.KEYS), progress),
                                Manifest.Entry.of(
                                        Backup.MASTERS, folder.file(Backup.MASTERS), progress)))
                .write(folder.part());
        return taken;
    }

    /**
     * @param beside what is copied without its keys, to a place the keys must not share
     * @throws Refusal when keys cannot be copied there
     */
    public static void refuseBad(Path root, Path beside, Path to) {
        BackupPlaces.refuseTogether(beside, to);
        BackupPlaces.refuseBad(root, to);
    }

    /**
     * @throws Refusal when there is none, or it was written by a newer Kehu
     */
    public static KeySet in(Path folder) {
        return new KeySet(folder, Manifest.read(folder, Manifest.KEYS));
    }

    /**
     * @throws Refusal when these are the keys of another store
     */
    public void refuseUnlessOf(String storeId) {
        if (!manifest.storeId().equals(storeId)) {
            throw Refusal.conflict(
                    "backup.other-store",
                    "The keys in %s belong to another store (%s, not %s); name its own."
                            .formatted(folder, manifest.storeId(), storeId));
        }
    }

    /**
     * Copies both files to these places and looks at the copies.
     *
     * @throws Refusal when a file is damaged, or the two do not belong together
     */
    public void copy(Path keys, Path masters, Progress progress) throws IOException {
        manifest.copy(folder, Backup.KEYS, keys, progress);
        Directories.makePrivateFile(masters);
        manifest.copy(folder, Backup.MASTERS, masters, progress);
        try (KeyFile file = KeyFile.open(keys)) {
            if (!file.opensWith(MasterKeys.open(masters, false))) {
                throw Refusal.invalid(
                        "backup.keys-unfit",
                        "The master keys in " + folder + " do not open the keys beside them.");
            }
        } catch (IllegalStateException unreadable) {
            throw Refusal.invalid("backup.damaged", "The keys in " + folder + " cannot be read.");
        }
    }

    /**
     * Copies the key of a log and the notes of its changes.
     *
     * @throws Refusal when they are damaged, or not there
     */
    void copy(CarriedLog log, Folder to, Progress progress) throws IOException {
        if (!manifest.has(log.key())) {
            throw Refusal.conflict(
                    "restore.proofs-unfit",
                    "%s is not among the keys in %s, but what it signed is to be restored; name the"
                                    .formatted(log.key(), folder)
                            + " keys that were taken with the events, or newer ones that have it,"
                            + " or restore "
                            + Restore.WITHOUT_PROOFS
                            + ".");
        }
        Directories.makePrivateFile(to.file(log.key()));
        manifest.copy(folder, log.key(), to.file(log.key()), progress);
        manifest.copy(folder, log.changes(), LogCopy.changes(to.file(log.folder())), progress);
    }
}
