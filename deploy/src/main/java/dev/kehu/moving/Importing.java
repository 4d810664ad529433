package dev.kehu.moving;

import dev.kehu.control.Replies;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.ErasedSubjects;
import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.transfer.HistoryImport;
import dev.kehu.platform.transfer.KeyPlacing;
import dev.kehu.platform.transfer.UnfinishedImport;
import dev.kehu.platform.writeside.ConfiguredKeys;
import dev.kehu.platform.writeside.ConfiguredLog;

import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a history over into a data directory nobody serves: processors would act on half of it, and
 * record events where the rest belongs.
 */
public record Importing(DataDirectory data, Path file, Optional<Path> keys) {
    private static final Environment SETTINGS = new StandardEnvironment();

    public int run(Replies replies) {
        return Attempt.run(data.root(), replies, () -> take(new Paced(replies)));
    }

    Attempt.Done take(Progress progress) throws IOException {
        ConfiguredKeys.refuseUnfit(SETTINGS);
        try (EventLog log = opened()) {
            refuseKeysBeside(log);
            var history = new HistoryImport(file, log, progress);
            placeKeys(history.storeId(), progress);
            log.open();
            ConfiguredLog.opened(SETTINGS, data);
            try (KeyFile present = KeyFile.open(data.file("keys.db"))) {
                history.check(present);
            }
            eraseAgain(history.erased());
            var unfinished = new UnfinishedImport(data);
            unfinished.begin();
            HistoryImport.Imported imported = history.run();
            unfinished.end();
            return done(imported);
        }
    }

    /**
     * They are placed in a file, which the first start moves into the database where it is told to
     * keep them there; never beside others.
     */
    private static void refuseKeysBeside(EventLog log) {
        if (ConfiguredKeys.lieBeside(log)) {
            throw Refusal.conflict(
                    "import.keys-elsewhere",
                    "The database holds keys already, which those of the import would shut out;"
                            + " import into a new one.");
        }
    }

    /** Keys of a copy from before an erasure do not bring anybody back whom the history erased. */
    private void eraseAgain(ErasedSubjects erased) {
        MasterKeys masters = MasterKeys.open(data.file("master.keys"), false);
        try (SubjectKeys present = SubjectKeys.open(data.file("keys.db"), masters)) {
            new Tombstones(List.of(data.file(Tombstones.FILE))).destroyIn(present);
            erased.destroyIn(present, Clock.systemUTC().millis());
        }
    }

    /** As the environment names it; the settings of a running Kehu are not read here. */
    private EventLog opened() {
        return ConfiguredLog.toImport(SETTINGS, data, Clock.systemUTC());
    }

    private void placeKeys(String storeId, Progress progress) throws IOException {
        if (keys.isPresent()) {
            KeySet set = KeySet.in(keys.get());
            set.refuseUnlessOf(storeId);
            new KeyPlacing(data).place(set, progress);
        } else if (Files.notExists(data.file("keys.db"))) {
            throw Refusal.conflict(
                    "import.keys-missing",
                    data.root() + " has no keys; name those of the history with --keys.");
        }
    }

    private static Attempt.Done done(HistoryImport.Imported imported) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("storeId", imported.storeId());
        figures.put("events", imported.events());
        figures.put("added", imported.added());
        figures.put("leaves", imported.leaves());
        return new Attempt.Done(
                "%,d events are in the store, %,d came in now; SHA-256 of their leaves: %s."
                        .formatted(imported.events(), imported.added(), imported.leaves()),
                figures);
    }
}
