package dev.kehu.platform.backup;

import dev.kehu.platform.proof.LogCopy;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logs that go with a backup. One that no restore would take is left out, and named: what it is
 * over goes all the same.
 */
final class TakenLogs {
    private final Map<CarriedLog, LogCopy> copies = new EnumMap<>(CarriedLog.class);
    private final List<String> unfit = new ArrayList<>();

    private TakenLogs() {}

    /** Before the stores are copied, so that these have all that was signed. */
    static TakenLogs read(Path root) {
        TakenLogs taken = new TakenLogs();
        for (CarriedLog log : CarriedLog.values()) {
            try {
                Optional<LogCopy> copy = log.read(root);
                copy.ifPresent(there -> taken.copies.put(log, there));
            } catch (Unproven damaged) {
                taken.leaveOut(log, damaged.getMessage());
            } catch (UncheckedIOException unreadable) {
                taken.leaveOut(log, "it cannot be read");
            }
        }
        return taken;
    }

    void leaveOut(CarriedLog log, String why) {
        copies.remove(log);
        unfit.add(log.folder() + ": " + why);
    }

    /** Puts those beside the copies of their stores that a restore will take with them. */
    void put(Folder events, Folder keys, Progress progress) throws IOException {
        for (Map.Entry<CarriedLog, LogCopy> each : new EnumMap<>(copies).entrySet()) {
            CarriedLog log = each.getKey();
            try {
                log.check(each.getValue(), events, progress);
                each.getValue().publish(events.file(log.folder()));
                each.getValue().conceal(keys.file(log.key()), keys.file(log.changes()));
            } catch (Damage damage) {
                leaveOut(log, damage.getMessage());
            }
        }
    }

    /** Directories of those that go along. */
    List<String> folders() {
        return copies.keySet().stream().map(CarriedLog::folder).toList();
    }

    /** Names of their files that go with the events. */
    List<String> published() {
        return copies.keySet().stream().flatMap(log -> log.published().stream()).toList();
    }

    /** Names of their files that go with the keys. */
    List<String> concealed() {
        return copies.keySet().stream()
                .flatMap(log -> List.of(log.key(), log.changes()).stream())
                .toList();
    }

    /** Those that do not, and why: name, colon, sentence. */
    List<String> unfit() {
        return List.copyOf(unfit);
    }
}
