package dev.kehu.platform.transfer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.sealing.KeyFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts the keys of a history into the data directory it is imported to. */
public final class KeyPlacing {
    private final DataDirectory data;
    private final Path keys;
    private final Path masters;

    public KeyPlacing(DataDirectory data) {
        this.data = data;
        this.keys = data.file("keys.db");
        this.masters = data.file("master.keys");
    }

    /**
     * Keys that are there may only be replaced by a set that has them all; other master keys only
     * where nothing was sealed yet.
     *
     * @throws Refusal when the set is damaged, or what is there would be lost
     */
    public void place(KeySet set, Progress progress) throws IOException {
        Path newKeys = data.file("keys.db.new");
        Path newMasters = data.file("master.keys.new");
        try {
            set.copy(newKeys, newMasters, progress);
            refuseLoss(newKeys, newMasters);
        } catch (IOException | RuntimeException failure) { // no keys of others stay behind
            Files.deleteIfExists(newKeys);
            Files.deleteIfExists(newMasters);
            throw failure;
        }
        // Master keys first: killed between the two, the next run finds them equal and goes on.
        Files.move(newMasters, masters, StandardCopyOption.ATOMIC_MOVE);
        for (String of : new String[] {"-wal", "-shm"}) { // or its log would be read into the new
            Files.deleteIfExists(data.file("keys.db" + of));
        }
        Files.move(newKeys, keys, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(data.root());
    }

    private void refuseLoss(Path newKeys, Path newMasters) throws IOException {
        if (losesKeys(newKeys, newMasters)) {
            throw Refusal.conflict(
                    "import.keys-other",
                    data.root() + " has keys that are not in that set; import into a new one.");
        }
    }

    private boolean losesKeys(Path newKeys, Path newMasters) throws IOException {
        boolean otherMasters = Files.exists(masters) && Files.mismatch(masters, newMasters) >= 0;
        if (Files.notExists(keys)) {
            return false;
        }
        try (KeyFile present = KeyFile.open(keys);
                KeyFile fresh = KeyFile.open(newKeys)) {
            boolean sealed = present.keys() + present.tombstones() > 0;
            return sealed && (otherMasters || !fresh.covers(present));
        }
    }
}
