package dev.kehu.moving;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.transfer.HistoryExport;

import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the history of the open store to a file, and its keys apart from it. */
@Component
final class ExportErrand implements Errand {
    private final EventHistory history;
    private final Clock clock;
    private final MerkleLog log;
    private final DataDirectory data;
    private final KeySet.Source keys;

    ExportErrand(
            EventHistory history,
            Clock clock,
            MerkleLog log,
            DataDirectory data,
            KeySet.Source keys) {
        this.history = history;
        this.clock = clock;
        this.log = log;
        this.data = data;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args the file, and the directory the keys go to if they are asked for
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Path file = Path.of(args.getFirst());
        var export = new HistoryExport(history, clock, new Paced(replies), log);
        if (args.size() == 1) {
            return Attempt.run(file, replies, () -> done(export.to(file)));
        }
        return Attempt.run(
                file, replies, () -> done(export, file, Path.of(args.get(1)), new Paced(replies)));
    }

    /** The keys come last: whatever is in the file finds its own. */
    private Attempt.Done done(HistoryExport export, Path file, Path to, Progress progress) {
        KeySet.refuseBad(data.root(), file, to);
        HistoryExport.Exported exported = export.to(file);
        KeySet.Taken taken =
                KeySet.take(
                        to, exported.storeId(), keys, data.file("master.keys"), clock, progress);
        Attempt.Done history = done(exported);
        Map<String, Object> figures = new LinkedHashMap<>(history.figures());
        figures.put("keys", taken.keys());
        figures.put("keysDirectory", taken.to().toString());
        return new Attempt.Done(
                "%s %,d keys are in %s; keep the two apart."
                        .formatted(history.sentence(), taken.keys(), taken.to()),
                figures);
    }

    private static Attempt.Done done(HistoryExport.Exported exported) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("storeId", exported.storeId());
        figures.put("events", exported.events());
        figures.put("leaves", exported.leaves());
        figures.put("bytes", exported.bytes());
        figures.put("file", exported.file().toString());
        return new Attempt.Done(
                "%,d events are in %s; SHA-256 of their leaves: %s."
                        .formatted(exported.events(), exported.file(), exported.leaves()),
                figures);
    }
}
