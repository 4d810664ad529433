package dev.kehu.proving;

import dev.kehu.control.Replies;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.verifier.Damage;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Verifies the history of a data directory, and who looked at what is in it. */
final class StoreProof {
    private static final long EVERY = Duration.ofSeconds(2).toNanos();

    private final DataDirectory data;
    private final LooksProof looks;
    private final Held held;
    private final Held heldOfLooks;
    private final String strange;
    private final Replies replies;
    private long last = System.nanoTime();

    StoreProof(DataDirectory data, Held held, Replies replies) {
        this.data = data;
        this.looks = new LooksProof(data, done -> tell(done, "looks"));
        Sorted sorted = Sorted.of(held, data);
        this.held = sorted.history();
        this.heldOfLooks = sorted.looks();
        this.strange = sorted.strange();
        this.replies = replies;
    }

    /**
     * @param integrity what the database says of itself; empty or {@code ok} when it is well
     */
    int run(StoreCheck.Pages pages, String integrity) {
        return Verdict.of(
                replies, strange, () -> check(pages, integrity), () -> looks.check(heldOfLooks));
    }

    private Map<String, Object> check(StoreCheck.Pages pages, String integrity) throws Damage {
        LogFolder folder = new LogFolder(data.file("audit"), data.file("audit.key"), "");
        StoreCheck.Proved proved =
                new StoreCheck(folder, pages, held.key(), held.checkpoints())
                        .run(done -> tell(done, "events"));
        if (!integrity.isEmpty() && !integrity.equals("ok")) {
            throw new Damage(
                    0,
                    "The events are as they were signed, but their file is damaged: " + integrity);
        }
        long unsigned = proved.events() - proved.signed();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("events", proved.events());
        members.put("signed", proved.signed());
        members.put("key", proved.key().toString());
        members.put("keyKnown", held.isAny());
        members.put(
                "detail",
                "%,d events are those that were signed by %s%s"
                        .formatted(
                                proved.signed(),
                                proved.key(),
                                unsigned > 0
                                        ? "; %,d newer ones are whole and not signed yet"
                                                .formatted(unsigned)
                                        : ""));
        return members;
    }

    private void tell(long done, String what) {
        long now = System.nanoTime();
        if (now - last >= EVERY) {
            last = now;
            replies.progress("Verifying: %,d %s".formatted(done, what));
        }
    }
}
