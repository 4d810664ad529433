package dev.kehu.verifier.witness;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Proof;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Cosigns checkpoints (C2SP tlog-witness, tlog-cosignature with Ed25519): a larger one only when it
 * is proved to go on from the one it signed last, which it remembers on disk before it answers.
 */
public final class Witness {
    private static final int OK = 200;
    private static final int MALFORMED = 400;
    private static final int FORGED = 403;
    private static final int UNKNOWN = 404;
    private static final int CONFLICT = 409;
    private static final int INCONSISTENT = 422;
    private static final int MOST_HASHES = 63;

    private final SigningKey key;
    private final List<VerifierKey> logs;
    private final Seen seen;
    private final InstantSource clock;

    /**
     * @param logs whose checkpoints are signed; several of one name while a log changes its key
     */
    public Witness(SigningKey key, List<VerifierKey> logs, Seen seen, InstantSource clock) {
        this.key = key;
        this.logs = logs;
        this.seen = seen;
        this.clock = clock;
    }

    /** What is answered. */
    public record Answer(int status, String type, String body) {
        static Answer of(int status) {
            return new Answer(status, "text/plain", "");
        }
    }

    private record Request(long old, List<byte[]> proof, Note note) {}

    /** The answer to {@code add-checkpoint}. */
    public synchronized Answer add(String body) throws IOException {
        Request request;
        Checkpoint checkpoint;
        try {
            request = read(body);
            checkpoint = Checkpoint.of(request.note);
        } catch (Unproven malformed) {
            return Answer.of(MALFORMED);
        }
        if (request.old > checkpoint.size()) {
            return Answer.of(MALFORMED);
        }
        List<VerifierKey> known =
                logs.stream().filter(log -> log.name().equals(checkpoint.origin())).toList();
        if (known.isEmpty()) {
            return Answer.of(UNKNOWN);
        }
        if (known.stream().noneMatch(log -> signed(log, request.note))) {
            return Answer.of(FORGED);
        }
        return judge(request, checkpoint);
    }

    private static boolean signed(VerifierKey log, Note note) {
        try {
            TrustedKeys.from(log, List.of()).open(note);
            return true;
        } catch (Unproven forged) {
            return false;
        }
    }

    private Answer judge(Request request, Checkpoint checkpoint) throws IOException {
        Checkpoint last = seen.of(checkpoint.origin());
        long size = last == null ? 0 : last.size();
        if (request.old != size) {
            return new Answer(CONFLICT, "text/x.tlog.size", size + "\n");
        }
        if (last != null && size == checkpoint.size()) {
            if (!Arrays.equals(last.root(), checkpoint.root())) {
                return Answer.of(CONFLICT);
            }
        } else if (size > 0
                && !Proof.extended(
                        size, last.root(), checkpoint.size(), checkpoint.root(), request.proof)) {
            return Answer.of(INCONSISTENT);
        }
        if ((size == 0 || size == checkpoint.size()) && !request.proof.isEmpty()) {
            return Answer.of(INCONSISTENT);
        }
        seen.remember(checkpoint);
        Note.Signature signature = key.cosign(request.note, clock.instant().getEpochSecond());
        Note alone = new Note(request.note.text(), List.of(signature));
        return new Answer(OK, "text/plain", alone.toString().substring(alone.text().length() + 1));
    }

    private static Request read(String body) {
        int end = body.indexOf("\n\n");
        if (end < 0) {
            throw new Unproven("no checkpoint");
        }
        String[] lines = body.substring(0, end).split("\n");
        if (!lines[0].matches("old (0|[1-9]\\d{0,17})") || lines.length > 1 + MOST_HASHES) {
            throw new Unproven("no old size");
        }
        try {
            List<byte[]> proof =
                    Arrays.stream(lines).skip(1).map(Base64.getDecoder()::decode).toList();
            Note note = Note.parse(body.substring(end + 2));
            return new Request(Long.parseLong(lines[0].substring("old ".length())), proof, note);
        } catch (IllegalArgumentException noHash) {
            throw new Unproven("no hash");
        }
    }
}
