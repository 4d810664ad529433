package dev.kehu.moving;

import dev.kehu.control.Replies;
import dev.kehu.platform.backup.Restore;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes a data directory of a backup; no store is open for it. */
public record Restoring(
        Path from, Path keys, Optional<Path> erased, boolean withoutProofs, Path data) {
    public int run(Replies replies) {
        var restore = new Restore(from, keys, erased, !withoutProofs, new Paced(replies));
        return Attempt.run(data, replies, () -> done(restore.into(data)));
    }

    private static Attempt.Done done(Restore.Restored restored) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("storeId", restored.storeId());
        figures.put("head", restored.head());
        figures.put("events", restored.events());
        figures.put("data", restored.data().toString());
        figures.put("proofs", restored.proofs());
        figures.put("begun", restored.begun());
        figures.put("unfit", restored.unfit());
        return new Attempt.Done(
                "%,d events are in %s; views are folded at the next start.%s"
                        .formatted(restored.events(), restored.data(), begun(restored)),
                figures,
                restored.unfit().stream()
                        .map("It came back, but is not what it was: %s."::formatted)
                        .toList());
    }

    private static String begun(Restore.Restored restored) {
        return restored.begun().isEmpty()
                ? ""
                : " Not gone on with, but begun anew, under another name: "
                        + String.join(", ", restored.begun())
                        + ".";
    }
}
