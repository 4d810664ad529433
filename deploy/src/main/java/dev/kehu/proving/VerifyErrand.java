package dev.kehu.proving;

import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.accesslog.AccessJournal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.proof.MerkleLog;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Verifies the history of the open store, while it is written to. */
@Component
public final class VerifyErrand implements Errand {
    public static final String NAME = "verify";

    private final DataDirectory data;
    private final EventHistory history;
    private final GroupCommitEngine engine;
    private final MerkleLog log;
    private final AccessJournal looks;

    VerifyErrand(
            DataDirectory data,
            EventHistory history,
            GroupCommitEngine engine,
            MerkleLog log,
            AccessJournal looks) {
        this.data = data;
        this.history = history;
        this.engine = engine;
        this.log = log;
        this.looks = looks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sight sight() {
        return Sight.NOBODY;
    }

    /**
     * @param args as {@link Held} writes them
     */
    @Override
    public int run(List<String> args, Replies replies) {
        sign(log, replies);
        sign(looks.log(), replies);
        String integrity = String.valueOf(engine.facts().getOrDefault("integrity", ""));
        AtomicLong head = new AtomicLong();
        return new StoreProof(data, Held.of(args), replies)
                .run((position, limit) -> page(head, position, limit), integrity);
    }

    private static void sign(MerkleLog log, Replies replies) {
        try {
            log.checkpoint();
        } catch (Refusal nothingIsSigned) {
            replies.progress(nothingIsSigned.getMessage() + " (" + nothingIsSigned.code() + ")");
        } catch (StoreUnavailable unwritable) {
            replies.progress(unwritable.getMessage() + " (" + unwritable.code() + ")");
        }
    }

    /**
     * Up to where history was when the first page was asked for, after what was signed was read.
     */
    private List<StoredEvent> page(AtomicLong head, long position, int limit) {
        if (position == 0) {
            head.set(history.head());
        }
        return position >= head.get()
                ? List.of()
                : history.readStored(position, (int) Math.min(limit, head.get() - position));
    }
}
