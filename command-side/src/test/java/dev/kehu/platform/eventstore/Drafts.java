package dev.kehu.platform.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/** Events before they are recorded, the same ones for the same seed. */
public final class Drafts {
    /** Printed by every test that draws from it; another one by {@code -Dkehu.seed=N}. */
    public static final long SEED = Long.getLong("kehu.seed", 19980630L);

    private final Random random;

    public Drafts(long seed) {
        random = new Random(seed);
    }

    public Draft of(String stream, long seq) {
        return of(stream, seq, "subject-of-" + stream, text("{\"n\":" + seq + "}"));
    }

    public Draft of(String stream, long seq, String subject, byte[] payload) {
        byte[] meta = text("{\"actor\":\"" + random.nextInt(100) + "\"}");
        return new Draft(
                "customer",
                stream,
                seq,
                new UUID(random.nextLong(), random.nextLong()),
                "customer.opened",
                "1",
                subject,
                payload,
                meta,
                Leaf.digest(payload),
                Leaf.digest(meta));
    }

    /** Of the stream after this event. */
    public EventLog.Snapshot snapshot(String stream, long seq) {
        byte[] sealed = new byte[64];
        random.nextBytes(sealed);
        return new EventLog.Snapshot(
                stream, "subject-of-" + stream, seq, seq + 1, "customer", "1", sealed);
    }

    public static Append member(Draft... drafts) {
        Append append = new Append();
        for (Draft draft : drafts) {
            append.add(draft);
        }
        return append;
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
