package dev.kehu.moving;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.transfer.HistoryExport;

import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the history of the open store to a file. */
@Component
final class ExportErrand implements Errand {
    private final EventHistory history;
    private final Clock clock;
    private final MerkleLog log;

    ExportErrand(EventHistory history, Clock clock, MerkleLog log) {
        this.history = history;
        this.clock = clock;
        this.log = log;
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
     * @param args the file
     */
    @Override
    public int run(List<String> args, Replies replies) {
        Path file = Path.of(args.getFirst());
        var export = new HistoryExport(history, clock, new Paced(replies), log);
        return Attempt.run(file, replies, () -> done(export.to(file)));
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
