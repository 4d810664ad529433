package dev.kehu.proving;

import dev.kehu.platform.accesslog.StoredLooks;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.proof.LogCopy;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.platform.proof.StoreCheck.Rows;
import dev.kehu.verifier.Damage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Verifies the log of who looked, beside the history. */
final class LooksProof {
    private static final String NAME = "access", KEY = "access.key";

    private final DataDirectory data;
    private final LongConsumer telling;

    LooksProof(DataDirectory data, LongConsumer telling) {
        this.data = data;
        this.telling = telling;
    }

    Map<String, Object> check(Held held) throws Damage {
        if (folder().isLost()) {
            throw new Damage(0, KEY + " is there, but what it signed is gone");
        }
        Path file = data.file(NAME + ".db");
        boolean signed = LogCopy.isOf(data.file(NAME));
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

    private LogFolder folder() {
        return new LogFolder(data.file(NAME), data.file(KEY), "");
    }

    private Map<String, Object> none() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("entries", 0);
        members.put("signed", 0);
        members.put(
                "detail",
                Files.exists(data.file(KEY))
                        ? "nobody's look was written down yet"
                        : "no look is written down, and nothing proves that none was: there is no "
                                + KEY);
        return members;
    }

    private Map<String, Object> check(Held held, Rows rows) throws Damage {
        StoreCheck.Proved proved =
                new StoreCheck(folder(), "look", rows, held.key(), held.checkpoints())
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
