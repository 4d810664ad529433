package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.Directories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The logs of a data directory that is restored. One goes on where it was, or begins anew at the
 * next start; what is wrong with what that one will sign is told here.
 */
final class RestoredLogs {
    private final Path from;
    private final Manifest manifest;
    private final boolean strict;
    private final Progress progress;
    private final List<String> goneOn = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final List<String> unfit = new ArrayList<>();

    /**
     * @param strict whether one that does not fit its store is a reason to refuse everything
     */
    RestoredLogs(Path from, Manifest manifest, boolean strict, Progress progress) {
        this.from = from;
        this.manifest = manifest;
        this.strict = strict;
        this.progress = progress;
    }

    /** Who looked, if that is in the backup. */
    void copyLooks(Folder data) throws IOException {
        if (!manifest.has(Backup.LOOKS)) {
            return;
        }
        try {
            manifest.copy(from, Backup.LOOKS, data.file(Backup.LOOKS), progress);
        } catch (Refusal damaged) {
            refuseIfStrict(damaged);
            Files.deleteIfExists(data.file(Backup.LOOKS));
            unfit.add(CarriedLog.LOOKS.folder() + ": " + Backup.LOOKS + " did not come back");
        }
    }

    private void refuseIfStrict(Refusal why) {
        if (strict) throw why;
    }

    /**
     * Once the stores are there.
     *
     * @throws Refusal when one does not fit its store
     */
    void goOn(Folder data, KeySet keys) throws IOException {
        for (CarriedLog log : CarriedLog.values()) {
            if (Files.notExists(data.file(log.store()))) {
                continue;
            }
            if (log.isIn(manifest) && goesOn(log, data, keys)) {
                goneOn.add(log.folder());
            } else {
                begin(log, data);
            }
        }
    }

    private boolean goesOn(CarriedLog log, Folder data, KeySet keys) throws IOException {
        try {
            Files.createDirectory(data.file(log.folder()));
            Directories.makePrivate(data.file(log.folder()));
            for (String name : log.published()) {
                manifest.copy(from, name, data.file(name), progress);
            }
            keys.copy(log, data, progress);
            log.goOn(data, progress);
            return true;
        } catch (Refusal doesNotFit) {
            refuseIfStrict(doesNotFit);
            Directories.delete(data.file(log.folder()));
            Files.deleteIfExists(data.file(log.key()));
            return false;
        }
    }

    private void begin(CarriedLog log, Folder data) {
        begun.add(log.folder());
        String wrong = log.wrong(data, progress);
        if (!wrong.isEmpty()) {
            unfit.add(log.folder() + ": " + wrong);
        }
    }

    /** Directories of those that go on. */
    List<String> goneOn() {
        return List.copyOf(goneOn);
    }

    /** Directories of those that will begin anew. */
    List<String> begun() {
        return List.copyOf(begun);
    }

    /** What is not as it was: name, colon, sentence. */
    List<String> unfit() {
        return List.copyOf(unfit);
    }
}
