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
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a store still holds what was signed. Looks at the files of the log and every event, and
 * changes nothing, so it also serves where the log itself refuses to go on.
 */
public final class StoreCheck {
    private static final int PAGE = 1_000;

    private final LogFolder folder;
    private final String what;
    private final Rows rows;
    private final Optional<VerifierKey> known;
    private final List<Note> held;

    /**
     * @param known the key the auditor has; empty: the one beside the store is believed
     * @param held checkpoints the auditor has kept
     */
    public StoreCheck(LogFolder folder, Pages pages, Optional<VerifierKey> known, List<Note> held) {
        this(folder, "event", rows(pages), known, held);
    }

    /**
     * @param what one row is, as in {@code event}
     * @param rows of another log
     */
    public StoreCheck(
            LogFolder folder,
            String what,
            Rows rows,
            Optional<VerifierKey> known,
            List<Note> held) {
        this.folder = folder;
        this.what = what;
        this.rows = rows;
        this.known = known;
        this.held = held;
    }

    /** Stored events after a position; only an empty page is the end. */
    @FunctionalInterface
    public interface Pages {
        List<StoredEvent> after(long position, int limit);
    }

    /** Rows after a position; only an empty page is the end. */
    @FunctionalInterface
    public interface Rows {
        List<Row> after(long position, int limit);
    }

    /**
     * What a leaf is of.
     *
     * @param hash what its bytes come to
     * @param wrong what is wrong with it, taken by itself; empty when nothing is
     */
    public record Row(long position, byte[] hash, String wrong) {}

    /** Of events. */
    public static Rows rows(Pages pages) {
        return (position, limit) ->
                pages.after(position, limit).stream().map(StoreCheck::row).toList();
    }

    /** To be told how far it is. */
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
        HistoryCheck check = new HistoryCheck(what);
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
        pass(check, what, rows, watching, () -> compare(check, signed, edge));
        endOfTile(check, signed, edge);
        check.end(false);
        return new Proved(check.events(), signed, keys.newest());
    }

    private TrustedKeys keys() {
        TrustedKeys own = folder.key().trusted();
        if (!own.newest().toString().equals(folder.key().verifier().toString())) {
            throw new Unproven(folder.name() + ".key is not the key the changes of keys lead to");
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
            throw new Unproven(
                    folder.isLost()
                            ? folder.name() + ".key is there, but what it signed is gone"
                            : "nothing was signed yet; start Kehu once");
        }
        Checkpoint last = trusted.open(newest);
        check.expect(last);
        for (Note note : folder.kept()) {
            check.expect(keys.open(note));
        }
        for (Note note : held) {
            check.expectKept(note, keys);
        }
        return last.size();
    }

    /** Read at once: in a Kehu that goes on it is soon replaced. */
    private byte @Nullable [] edge(long signed) {
        int width = Tile.partial(0, signed);
        return width == 0 ? null : folder.tiles().read(new Tile(0, signed / Tile.WIDTH, width));
    }

    /** What is done after each row. */
    interface Then {
        void row() throws Damage;
    }

    /**
     * Takes every row through a check.
     *
     * @throws Damage when one is not the next one, not whole, or cannot be read
     */
    static void pass(HistoryCheck check, String what, Rows rows, Watching watching, Then then)
            throws Damage {
        try {
            long position = 0;
            for (List<Row> page = rows.after(position, PAGE);
                    !page.isEmpty();
                    page = rows.after(position, PAGE)) {
                for (Row row : page) {
                    check.leaf(row.position(), row.hash(), row.wrong());
                    then.row();
                }
                position = page.getLast().position();
                watching.at(position);
            }
        } catch (EventStoreException | IllegalStateException unreadable) {
            long position = check.events() + 1;
            String row = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
            throw new Damage(position, "%s %d cannot be read".formatted(row, position));
        }
    }

    private static void endOfTile(HistoryCheck check, long signed, byte @Nullable [] edge) {
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
                        "The tile over the %ss %d to %d is missing or damaged: %s/tile/%s"
                                .formatted(
                                        what,
                                        events - Tile.WIDTH + 1,
                                        events,
                                        folder.name(),
                                        tile.path()));
            }
            check.tile(hashes);
        } else if (events == signed && edge != null) {
            check.tile(edge);
        }
    }

    private static Row row(StoredEvent e) {
        Event event =
                new Event(
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
        byte[] hash = event.hash();
        return new Row(e.position(), hash, event.wrong(hash));
    }
}
