package dev.kehu.verifier;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Tile;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Whether a history is the one that was signed. Gets the checkpoints, then the events in order, and
 * behind every 256 of them the hashes of the tile over them, if there is such a copy: with it, the
 * first event that was changed can be named even where its own leaf hash was changed with it.
 */
public final class HistoryCheck {
    private final String what;
    private final TreeMap<Long, Checkpoint> expected = new TreeMap<>();
    private final Frontier events = new Frontier();
    private final Frontier copies = new Frontier();
    private final byte[][] last = new byte[Tile.WIDTH][];
    private long fitting;
    private long failing;
    private long suspect;
    private boolean uneven;

    public HistoryCheck() {
        this("event");
    }

    /**
     * @param what one leaf is, where the log is of something else than events
     */
    public HistoryCheck(String what) {
        this.what = what;
    }

    /**
     * To be told before the events it is over.
     *
     * @throws Damage when another one says something else of the same size
     */
    public void expect(Checkpoint checkpoint) throws Damage {
        Checkpoint other = expected.putIfAbsent(checkpoint.size(), checkpoint);
        if (other != null && !other.sameAs(checkpoint)) {
            throw damage(
                    0,
                    "Two checkpoints over %d events were signed that contradict each other: this log was forked"
                            .formatted(checkpoint.size()));
        }
        if (events.size() > 0) {
            throw new IllegalStateException("too late for a checkpoint");
        }
    }

    /**
     * One that somebody has kept: it may be over events that a restore has lost.
     *
     * @throws Damage then, and when another one says something else of the same size
     */
    public void expectKept(Note note, TrustedKeys keys) throws Damage {
        OptionalLong end = keys.followedBefore(note);
        if (end.isPresent()) {
            long size = Checkpoint.of(note).size(), first = end.getAsLong() + 1;
            throw damage(
                    first,
                    "A checkpoint over %d events was signed by a key of this log that was followed at %d: the events from %d on are lost, or that key was stolen"
                            .formatted(size, end.getAsLong(), first));
        }
        expect(keys.open(note));
    }

    public long events() {
        return events.size();
    }

    /**
     * The next event.
     *
     * @throws Damage when it is not the next one, or not whole
     */
    public void event(Event event) throws Damage {
        byte[] hash = event.hash();
        leaf(event.position(), hash, event.wrong(hash));
    }

    /**
     * The next leaf, whatever it is of.
     *
     * @param there the position it is stored at
     * @param hash what its bytes come to
     * @param wrong what is wrong with it, taken by itself; empty when nothing is
     * @throws Damage when it is not the next one, or not whole
     */
    public void leaf(long there, byte[] hash, String wrong) throws Damage {
        long position = events.size() + 1;
        if (there != position) {
            throw damage(
                    position,
                    "Event %d is missing: event %d stands in its place".formatted(position, there));
        }
        if (!wrong.isEmpty()) {
            throw damage(position, "Event %d was changed: %s".formatted(position, wrong));
        }
        last[(int) (events.size() % Tile.WIDTH)] = hash;
        events.add(hash);
        meet();
    }

    private void meet() {
        Checkpoint signed = expected.get(events.size());
        if (signed != null && failing == 0) {
            if (Arrays.equals(signed.root(), events.root())) {
                fitting = signed.size();
            } else {
                failing = signed.size();
            }
        }
    }

    /** The tile over the last events: 256 hashes, or at the end as many as are left. */
    public void tile(byte[] hashes) {
        int count = events.size() == 0 ? 0 : (int) ((events.size() - 1) % Tile.WIDTH) + 1;
        long start = events.size() - count;
        uneven |= hashes.length != count * Rfc6962.BYTES || start != copies.size();
        for (int i = 0; i < count && (i + 1) * Rfc6962.BYTES <= hashes.length; i++) {
            byte[] copy = Arrays.copyOfRange(hashes, i * Rfc6962.BYTES, (i + 1) * Rfc6962.BYTES);
            if (suspect == 0 && !Arrays.equals(copy, last[i])) {
                suspect = start + i + 1;
            }
            copies.add(copy);
        }
    }

    /**
     * There are no more events.
     *
     * @param allSigned whether there must not be more than were signed
     * @throws Damage unless all of them are what was signed
     */
    public void end(boolean allSigned) throws Damage {
        if (expected.isEmpty()) {
            throw damage(0, "There is no checkpoint, so nothing is proved");
        }
        Checkpoint none = expected.get(0L);
        if (none != null && !Arrays.equals(none.root(), Rfc6962.empty())) {
            throw damage(0, "The checkpoint over no events is wrong");
        }
        if (failing > 0) {
            throw changed();
        }
        refuseOtherNumber(allSigned);
        if (suspect > 0) {
            throw damage(
                    suspect,
                    "The tile with the hash of event %d is damaged; the events are as they were signed"
                            .formatted(suspect));
        }
        if (uneven) {
            throw damage(0, "A tile is missing or cut off; the events are as they were signed");
        }
    }

    private void refuseOtherNumber(boolean allSigned) throws Damage {
        long size = events.size(), signed = expected.lastKey();
        if (signed > size && suspect > 0) {
            throw damage(
                    suspect,
                    "Event %d is not the one that was signed; %d events were signed, %d are there"
                            .formatted(suspect, signed, size));
        }
        if (signed > size) {
            throw damage(
                    size + 1,
                    "The end was cut off from event %d on: %d events were signed, %d are there"
                            .formatted(size + 1, signed, size));
        }
        if (allSigned && signed < size) {
            throw damage(
                    signed + 1,
                    "Event %d was never signed: %d events were, %d are there"
                            .formatted(signed + 1, signed, size));
        }
    }

    private Damage changed() {
        if (suspect > 0 && suspect <= failing) {
            Checkpoint newest = expected.get(copies.size());
            boolean sure = newest != null && Arrays.equals(newest.root(), copies.root());
            return damage(
                    suspect,
                    "Event %d is not the one that was signed%s"
                            .formatted(suspect, sure ? "" : "; nor are the tiles what was signed"));
        }
        return damage(
                fitting + 1,
                "One of the events %d to %d is not the one that was signed%s"
                        .formatted(
                                fitting + 1,
                                failing,
                                copies.size() > 0 ? "; the tiles were changed with it" : ""));
    }

    /** Sentences here are about events; a log of something else says its own word. */
    private Damage damage(long position, String sentence) {
        String capital = Character.toUpperCase(what.charAt(0)) + what.substring(1);
        return new Damage(
                position,
                what.equals("event")
                        ? sentence
                        : sentence.replace("Event", capital).replace("event", what));
    }
}
