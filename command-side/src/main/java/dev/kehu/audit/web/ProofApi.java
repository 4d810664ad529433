package dev.kehu.audit.web;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** What the log has signed, and proofs that one thing follows from another. */
@RestController
class ProofApi {
    /** Whatever is asked for: there is but one form, and tools ask for others. */
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final MerkleLog log;

    ProofApi(MerkleLog log) {
        this.log = log;
    }

    /** Hashes in base64, from the leaf up. */
    record Inclusion(String type, long index, long size, List<String> proof) {}

    record Consistency(String type, long from, long to, List<String> proof) {}

    /** Covers every event acknowledged before the request. */
    @GetMapping({"/v1/audit/checkpoint", "/checkpoint"})
    ResponseEntity<String> checkpoint() {
        return text(log.checkpoint().toString());
    }

    @GetMapping("/v1/audit/key")
    ResponseEntity<String> key() {
        return text(log.key() + "\n");
    }

    /** Notes, an empty line behind each: how one key was followed by the next, oldest first. */
    @GetMapping("/v1/audit/key-changes")
    ResponseEntity<String> keyChanges() {
        return text(joined(log.keyChanges()));
    }

    /** Notes, an empty line behind each: one at every thousandth event. */
    @GetMapping("/v1/audit/checkpoints")
    ResponseEntity<String> checkpoints() {
        return text(joined(log.kept()));
    }

    /** From now on a new key signs. Answers with the checkpoint both keys have signed. */
    @PostMapping("/v1/audit/key-changes")
    ResponseEntity<String> changeKey() {
        return text(log.changeKey().toString());
    }

    @GetMapping(value = "/v1/audit/proof", params = "position")
    Inclusion inclusion(
            @RequestParam String position, @RequestParam(required = false) @Nullable String size) {
        long index = Asked.number("position", position, 1, Long.MAX_VALUE) - 1;
        long within = within("size", size);
        if (index >= within) {
            throw beyond("There is no event %d in a tree of %d".formatted(index + 1, within));
        }
        return new Inclusion("inclusion", index, within, base64(log.inclusion(index, within)));
    }

    @GetMapping(
            value = "/v1/audit/proof",
            params = {"from", "!position"})
    Consistency consistency(
            @RequestParam String from, @RequestParam(required = false) @Nullable String to) {
        long first = Asked.number("from", from, 1, Long.MAX_VALUE);
        long second = within("to", to);
        if (first > second) {
            if (to == null || to.isBlank()) {
                throw beyond("The newest checkpoint is over %d events".formatted(second));
            }
            throw Refusal.invalid("audit.backwards", "from must not be larger than to");
        }
        return new Consistency(
                "consistency", first, second, base64(log.consistency(first, second)));
    }

    @GetMapping(
            value = "/v1/audit/proof",
            params = {"!position", "!from"})
    void nothing() {
        throw Refusal.invalid("audit.no-question", "Ask with position, or with from and to");
    }

    /** Size of a tree that was signed; unless given, the newest. */
    private long within(String name, @Nullable String asked) {
        long newest = Checkpoint.of(log.latest()).size();
        long size = Asked.number(name, asked, newest, 1, Long.MAX_VALUE);
        if (size > newest) {
            throw beyond("The newest checkpoint is over %d events".formatted(newest));
        }
        return size;
    }

    private static Refusal beyond(String why) {
        return Refusal.unknown("audit.beyond-checkpoint", why);
    }

    private static List<String> base64(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    private static String joined(List<Note> notes) {
        return notes.stream().map(note -> note + "\n").collect(Collectors.joining());
    }

    private static ResponseEntity<String> text(String body) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
