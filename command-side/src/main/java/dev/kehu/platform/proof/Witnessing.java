package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.round.Rounds;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Unproven;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * Has what was published cosigned by a witness (C2SP tlog-witness). Until it answers, the
 * checkpoint is out without its line.
 */
public final class Witnessing implements Round {
    private static final Logger LOG = LoggerFactory.getLogger(Witnessing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int LARGEST = 1 << 14;

    private final MerkleLog log;
    private final URI address;
    private final VerifierKey witness;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Rounds rounds;
    private long known;
    private boolean told;

    /**
     * @param prefix what {@code /add-checkpoint} is put behind
     */
    public Witnessing(MerkleLog log, String prefix, VerifierKey witness, InstantSource clock) {
        this.log = log;
        this.address = URI.create(prefix.replaceFirst("/$", "") + "/add-checkpoint");
        this.witness = witness;
        this.clock = clock;
        this.rounds = new Rounds("proofs-witness", this, clock);
    }

    Rounds rounds() {
        return rounds;
    }

    @Override
    public @Nullable Instant go() {
        try {
            Note note = log.latest();
            if (!witness.signed(note)) {
                log.cosigned(asked(note, true));
            }
            told = false;
            return null;
        } catch (Refusal nothingIsSigned) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        } catch (IOException | Unproven failed) {
            if (!told) {
                LOG.warn("The witness at {} does not sign: {}", address, failed.getMessage());
                told = true;
            }
            return clock.instant().plus(AFTER_A_FAULT);
        }
    }

    private Note asked(Note note, boolean again) throws IOException, InterruptedException {
        long size = Checkpoint.of(note).size();
        if (known > size) {
            throw new Unproven(
                    "it has seen %d events of this log, which has %d".formatted(known, size));
        }
        StringBuilder body = new StringBuilder("old " + known + "\n");
        List<byte[]> proof = known == 0 ? List.of() : log.consistency(known, size);
        proof.forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(body + "\n" + note))
                        .build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        String said = said(answer);
        if (answer.statusCode() == CONFLICT && again && said.matches("\\d{1,18}\n")) {
            known = Long.parseLong(said.strip());
            return asked(note, false);
        }
        if (answer.statusCode() != OK) {
            throw new Unproven("it answered " + answer.statusCode());
        }
        Note signed = good(note, said);
        known = size;
        return signed;
    }

    /** No more than fits: what answers may be anybody. */
    private static String said(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            byte[] said = body.readNBytes(LARGEST + 1);
            if (said.length > LARGEST) {
                throw new Unproven("it answered with more than %d bytes".formatted(LARGEST));
            }
            return new String(said, StandardCharsets.UTF_8);
        }
    }

    private Note good(Note note, String lines) {
        Note signed = Note.parse(note.text() + "\n" + lines);
        if (!witness.signed(signed)) {
            throw new Unproven("it signed with another key");
        }
        List<Note.Signature> own = signed.signatures().stream().filter(witness::isOf).toList();
        if (own.size() > 1) {
            throw new Unproven("it signed %d times".formatted(own.size()));
        }
        return note.with(own.getFirst());
    }
}
