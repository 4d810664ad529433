package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.proof.LogCopy;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.MasterKeys;

import java.io.IOException;
import java.nio.file.Path;

/** The keys half of a backup; checked when it is copied. */
public final class KeySet {
    private final Path folder;
    private final Manifest manifest;

    private KeySet(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
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
