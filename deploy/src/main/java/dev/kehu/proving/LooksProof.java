package dev.kehu.proving;

import dev.kehu.platform.accesslog.StoredLooks;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.platform.proof.StoreCheck.Rows;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Verifies the log of who looked, beside the history. */
final class LooksProof {
    private static final String NAME = "access";

    private final DataDirectory data;
    private final LongConsumer telling;

    LooksProof(DataDirectory data, LongConsumer telling) {
        this.data = data;
        this.telling = telling;
    }

    /** What was kept of this log, out of what was kept of both. */
    Held own(Held held) {
        return new Held(
                held.key().filter(key -> isOwn(key.name())),
                held.checkpoints().stream()
                        .filter(note -> isOwn(Checkpoint.of(note).origin()))
                        .toList());
    }

    /** What was kept of the history. */
    Held other(Held held) {
        return new Held(
                held.key().filter(key -> !isOwn(key.name())),
                held.checkpoints().stream()
                        .filter(note -> !isOwn(Checkpoint.of(note).origin()))
                        .toList());
    }

    private boolean isOwn(String origin) {
        Path file = data.file(NAME + ".key");
        try {
            return Files.exists(file)
                    && SigningKey.parse(Files.readString(file)).verifier().name().equals(origin);
        } catch (IOException | Unproven damaged) {
            return false; // told where it is looked at
        }
    }

    Map<String, Object> check(Held held) throws Damage {
        Path file = data.file(NAME + ".db");
        boolean signed = Files.exists(data.file(NAME).resolve("checkpoint"));
        if (Files.notExists(file)) {
            return signed || held.isAny() ? check(held, (after, limit) -> List.of()) : none();
        }
        try (StoredLooks looks = StoredLooks.in(file)) {
            if (looks.head() == 0 && !signed && !held.isAny()) return none();
            Map<String, Object> members = check(held, looks::rows);
            looks.refuseStrays();
            String integrity = looks.integrity();
            if (!integrity.equals("ok")) {
                throw new Damage(
                        0,
                        "The looks are as they were signed, but their file is damaged: "
                                + integrity);
            }
            return members;
        }
    }

    private static Map<String, Object> none() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("entries", 0);
        members.put("signed", 0);
        members.put("detail", "nobody's look was written down yet");
        return members;
    }

    private Map<String, Object> check(Held held, Rows rows) throws Damage {
        LogFolder folder = new LogFolder(data.file(NAME), data.file(NAME + ".key"), "");
        StoreCheck.Proved proved =
                new StoreCheck(folder, "look", rows, held.key(), held.checkpoints())
                        .run(telling::accept);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("entries", proved.events());
        members.put("signed", proved.signed());
        members.put("key", proved.key().toString());
        members.put("keyKnown", held.isAny());
        members.put(
                "detail",
                "%,d looks are those that were signed by %s"
                        .formatted(proved.signed(), proved.key()));
        return members;
    }
}
