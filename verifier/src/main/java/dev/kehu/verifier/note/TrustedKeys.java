package dev.kehu.verifier.note;

import dev.kehu.verifier.tree.Unproven;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The key of a log and those that took its place: each step names the next key and is signed by the
 * one before and by the next. From then on the key before signs no larger tree.
 */
public final class TrustedKeys {
    private static final String ROTATION = "dev.kehu/key-rotation/v1";
    private static final int LINES = 5;

    private final List<Reign> reigns = new ArrayList<>();

    /**
     * @param until the largest tree it may sign
     */
    private record Reign(VerifierKey key, long until) {}

    private record Step(VerifierKey from, VerifierKey to, long size) {}

    private TrustedKeys(VerifierKey first) {
        reigns.add(new Reign(first, Long.MAX_VALUE));
    }

    /** Whoever trusts this key trusts those that follow it. */
    public static TrustedKeys from(VerifierKey first, List<Note> rotations) {
        TrustedKeys keys = new TrustedKeys(first);
        rotations.forEach(keys::follow);
        return keys;
    }

    /** A step, signed by both keys; the new one has the same name. */
    public static Note rotation(SigningKey from, SigningKey to, Checkpoint at) {
        String[] at3 = at.note().text().split("\n");
        String text =
                String.join(
                        "\n", ROTATION, from.verifier() + "", to.verifier() + "", at3[1], at3[2]);
        return to.sign(from.sign(new Note(text + "\n", List.of())));
    }

    private static Step step(Note note) {
        String[] lines = note.text().split("\n", -1);
        if (lines.length != LINES + 1
                || !lines[0].equals(ROTATION)
                || !lines[3].matches("0|[1-9]\\d{0,17}")) {
            throw new Unproven("this note is no change of keys");
        }
        Step step =
                new Step(
                        VerifierKey.parse(lines[1]),
                        VerifierKey.parse(lines[2]),
                        Long.parseLong(lines[3]));
        if (!step.from.name().equals(step.to.name())
                || !step.from.signed(note)
                || !step.to.signed(note)) {
            throw new Unproven("a change of keys is not signed by both keys");
        }
        return step;
    }

    /**
     * Steps before the first key are passed over. A log that was restored goes on at fewer leaves
     * than a key before has signed: what that one said of more is of leaves that are lost, and not
     * of those that come in their place.
     */
    private void follow(Note note) {
        Step step = step(note);
        if (step.from.toString().equals(newest().toString())) {
            reigns.replaceAll(before -> new Reign(before.key, Math.min(before.until, step.size)));
            reigns.add(new Reign(step.to, Long.MAX_VALUE));
        }
    }

    /** The key that signs now. */
    public VerifierKey newest() {
        return reigns.getLast().key;
    }

    public String origin() {
        return newest().name();
    }

    /**
     * How many leaves the log went on with when a key was followed that signed this note over more
     * of them: the others are lost, or somebody has that key. Empty for every other note.
     */
    public OptionalLong followedBefore(Note note) {
        Checkpoint checkpoint = Checkpoint.of(note);
        OptionalLong until =
                reigns.stream()
                        .filter(reign -> reign.key.signed(note))
                        .mapToLong(Reign::until)
                        .max();
        boolean before = checkpoint.origin().equals(origin());
        return before && until.isPresent() && until.getAsLong() < checkpoint.size()
                ? until
                : OptionalLong.empty();
    }

    /**
     * Reads a checkpoint that one of these keys signed while it was the log's.
     *
     * @throws Unproven when none did, or it is of another log
     */
    public Checkpoint open(Note note) {
        Checkpoint checkpoint = Checkpoint.of(note);
        if (!checkpoint.origin().equals(origin())) {
            throw new Unproven(
                    "the checkpoint is of %s, not of %s".formatted(checkpoint.origin(), origin()));
        }
        for (Reign reign : reigns) {
            boolean claimed = note.signatures().stream().anyMatch(reign.key::isOf);
            if (claimed && !reign.key.signed(note)) {
                throw new Unproven(
                        "the checkpoint over %d events has a wrong signature"
                                .formatted(checkpoint.size()));
            }
            if (claimed && checkpoint.size() <= reign.until) {
                return checkpoint;
            }
        }
        throw new Unproven(
                "the checkpoint over %d events is not signed by the key of this log, %s"
                        .formatted(checkpoint.size(), newest()));
    }
}
