package dev.kehu.platform.proof;

import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.Event;
import dev.kehu.verifier.HistoryCheck;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Tile;
import dev.kehu.verifier.tree.Unproven;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * Whether a store still holds what was signed. Looks at the files of the log and every event, and
 * changes nothing, so it also serves where the log itself refuses to go on.
 */
public final class StoreCheck {
    private static final int PAGE = 1_000;

    private final LogFolder folder;
    private final Pages pages;
    private final Optional<VerifierKey> known;
    private final List<Note> held;

    /**
     * @param known the key the auditor has; empty: the one beside the store is believed
     * @param held checkpoints the auditor has kept
     */
    public StoreCheck(LogFolder folder, Pages pages, Optional<VerifierKey> known, List<Note> held) {
        this.folder = folder;
        this.pages = pages;
        this.known = known;
        this.held = held;
    }

    /** Stored events after a position; only an empty page is the end. */
    @FunctionalInterface
    public interface Pages {
        List<StoredEvent> after(long position, int limit);
    }

    /** To be told how far it is. */
    @FunctionalInterface
    public interface Watching {
        void at(long events);
    }

    /**
     * What was found.
     *
     * @param events that are whole
     * @param signed how many of them the newest checkpoint is over
     */
    public record Proved(long events, long signed, VerifierKey key) {}

    /**
     * @throws Damage at the first thing that is not as it was signed
     */
    public Proved run(Watching watching) throws Damage {
        HistoryCheck check = new HistoryCheck();
        TrustedKeys keys;
        long signed;
        try {
            folder.look();
            keys = keys();
            signed = expect(check, trusted(keys), keys);
        } catch (Unproven forged) {
            throw new Damage(0, "The signatures do not hold: " + forged.getMessage());
        }
        byte[] edge = edge(signed);
        try {
            read(check, signed, edge, watching);
        } catch (EventStoreException | IllegalStateException unreadable) {
            long position = check.events() + 1;
            throw new Damage(position, "Event %d cannot be read".formatted(position));
        }
        check.end(false);
        return new Proved(check.events(), signed, keys.newest());
    }

    private TrustedKeys keys() {
        TrustedKeys own = folder.key().trusted();
        if (!own.newest().toString().equals(folder.key().verifier().toString())) {
            throw new Unproven("audit.key is not the key the changes of keys lead to");
        }
        return own;
    }

    /**
     * Whose word the newest checkpoint is: never that of a key from before the auditor's. Older
     * ones only add to what has to fit.
     */
    private TrustedKeys trusted(TrustedKeys own) {
        if (known.isEmpty()) {
            return own;
        }
        TrustedKeys trusted = TrustedKeys.from(known.get(), folder.key().steps());
        if (!trusted.newest().toString().equals(own.newest().toString())) {
            throw new Unproven("the key here is %s, not %s".formatted(own.newest(), known.get()));
        }
        return trusted;
    }

    private long expect(HistoryCheck check, TrustedKeys trusted, TrustedKeys keys) throws Damage {
        Note newest = folder.newest();
        if (newest == null) {
            throw new Unproven("nothing was signed yet; start Kehu once");
        }
        Checkpoint last = trusted.open(newest);
        check.expect(last);
        for (Note note : folder.kept()) {
            check.expect(keys.open(note));
        }
        for (Note note : held) {
            check.expect(keys.open(note));
        }
        return last.size();
    }

    /** Read at once: in a Kehu that goes on it is soon replaced. */
    private byte @Nullable [] edge(long signed) {
        int width = Tile.partial(0, signed);
        return width == 0 ? null : folder.tiles().read(new Tile(0, signed / Tile.WIDTH, width));
    }

    private void read(HistoryCheck check, long signed, byte @Nullable [] edge, Watching watching)
            throws Damage {
        long position = 0;
        for (List<StoredEvent> page = pages.after(position, PAGE);
                !page.isEmpty();
                page = pages.after(position, PAGE)) {
            for (StoredEvent event : page) {
                check.event(event(event));
                compare(check, signed, edge);
            }
            position = page.getLast().position();
            watching.at(position);
        }
        long events = check.events();
        boolean sameTile = events / Tile.WIDTH == signed / Tile.WIDTH;
        if (events < signed && sameTile && edge != null) {
            check.tile(edge); // events are missing: before the end, or at it
        }
    }

    private void compare(HistoryCheck check, long signed, byte @Nullable [] edge) throws Damage {
        long events = check.events();
        if (events > signed) {
            return;
        }
        if (events % Tile.WIDTH == 0) {
            Tile tile = new Tile(0, events / Tile.WIDTH - 1, Tile.WIDTH);
            byte[] hashes = folder.tiles().read(tile);
            if (hashes == null) {
                throw new Damage(
                        events - Tile.WIDTH + 1,
                        "The tile over the events %d to %d is missing or damaged: audit/tile/%s"
                                .formatted(events - Tile.WIDTH + 1, events, tile.path()));
            }
            check.tile(hashes);
        } else if (events == signed && edge != null) {
            check.tile(edge);
        }
    }

    private static Event event(StoredEvent e) {
        return new Event(
                e.position(),
                e.streamType(),
                e.stream(),
                e.seq(),
                e.eventId(),
                e.name(),
                e.revision(),
                e.subject(),
                e.recordedAt(),
                e.payload(),
                e.meta(),
                e.leaf());
    }
}
