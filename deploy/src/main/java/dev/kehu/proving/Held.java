package dev.kehu.proving;

import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.VerifierKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the one who asks has kept: a key, a checkpoint. */
public record Held(Optional<VerifierKey> key, List<Note> checkpoints) {

    boolean isAny() {
        return key.isPresent() || !checkpoints.isEmpty();
    }

    /** As {@link #of} reads it. */
    public List<String> args() {
        List<String> args = new ArrayList<>();
        args.add(key.map(VerifierKey::toString).orElse(""));
        checkpoints.forEach(note -> args.add(note.toString()));
        return args;
    }

    static Held of(List<String> args) {
        Optional<VerifierKey> key =
                args.getFirst().isEmpty()
                        ? Optional.empty()
                        : Optional.of(VerifierKey.parse(args.getFirst()));
        return new Held(key, args.stream().skip(1).map(Note::parse).toList());
    }
}
