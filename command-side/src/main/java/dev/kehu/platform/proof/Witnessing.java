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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    private static final int INCONSISTENT = 422;
    private static final int LARGEST = 1 << 14;

    private final MerkleLog log;
    private final URI address;
    private final VerifierKey witness;
    private final InstantSource clock;
    private final Duration patience;
    private final HttpClient http;
    private final Rounds rounds;
    private long known;
    private volatile String trouble = "";

    /**
     * @param prefix what {@code /add-checkpoint} is put behind
     */
    public Witnessing(MerkleLog log, String prefix, VerifierKey witness, InstantSource clock) {
        this(log, prefix, witness, clock, PATIENCE);
    }

    /**
     * @param patience with the whole answer, to its last byte
     */
    Witnessing(
            MerkleLog log,
            String prefix,
            VerifierKey witness,
            InstantSource clock,
            Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
        this.log = log;
        this.address = URI.create(prefix.replaceFirst("/$", "") + "/add-checkpoint");
        this.witness = witness;
        this.clock = clock;
        this.rounds = new Rounds("proofs-witness", this, clock);
    }

    Rounds rounds() {
        return rounds;
    }

    /** Why it did not sign when it was asked last; empty when it did. */
    String trouble() {
        return trouble;
    }

    @Override
    public @Nullable Instant go() {
        try {
            Note note = log.latest();
            if (!witness.signed(note)) {
                log.cosigned(asked(note, true));
            }
            trouble = "";
            return null;
        } catch (Refusal nothingIsSigned) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        } catch (IOException | Unproven failed) {
            if (trouble.isEmpty()) {
                LOG.warn("The witness at {} does not sign: {}", address, failed.getMessage());
            }
            trouble = "The witness does not sign: " + failed.getMessage();
            return clock.instant().plus(AFTER_A_FAULT);
        }
    }

    private Note asked(Note note, boolean again) throws IOException, InterruptedException {
        long size = Checkpoint.of(note).size();
        if (known > size) {
            throw new Unproven(
                    "it has seen %d events of this log, which has %d; see docs/proofs.md#a-witness"
                            .formatted(known, size));
        }
        StringBuilder body = new StringBuilder("old " + known + "\n");
        List<byte[]> proof = known == 0 ? List.of() : log.consistency(known, size);
        proof.forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(patience)
                        .POST(BodyPublishers.ofString(body + "\n" + note))
                        .build();
        HttpResponse<String> answer = answered(request);
        String said = answer.body();
        if (answer.statusCode() == CONFLICT && again && said.matches("\\d{1,18}\n")) {
            known = Long.parseLong(said.strip());
            return asked(note, false);
        }
        if (answer.statusCode() == INCONSISTENT) {
            throw new Unproven(
                    "this log does not go on from what it signed last; see"
                            + " docs/proofs.md#a-witness");
        }
        if (answer.statusCode() != OK) {
            throw new Unproven("it answered " + answer.statusCode());
        }
        Note signed = good(note, said);
        known = size;
        return signed;
    }

    /** The limit of a request ends with the head of its answer; here the whole of it has one. */
    private HttpResponse<String> answered(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, head -> new ShortAnswer(LARGEST));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new IOException("it did not end its answer in " + patience, slow);
        } catch (ExecutionException failed) {
            throw new IOException("it cannot be reached or read: " + failed.getCause(), failed);
        } finally {
            answer.cancel(true); // takes the connection along where it goes on
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

    /** A body as text, no more of it than fits: what answers may be anybody. */
    private static final class ShortAnswer implements BodySubscriber<String> {
        private final int largest;
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Subscription subscription = new Nothing();

        ShortAnswer(int largest) {
            this.largest = largest;
        }

        private static final class Nothing implements Subscription {
            @Override
            public void request(long more) {}

            @Override
            public void cancel() {}
        }

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> more) {
            for (ByteBuffer each : more) {
                byte[] part = new byte[Math.min(each.remaining(), largest + 1 - bytes.size())];
                each.get(part);
                bytes.writeBytes(part);
            }
            if (bytes.size() > largest) {
                subscription.cancel();
                text.completeExceptionally(
                        new IOException("it answered with more than %d bytes".formatted(largest)));
            }
        }

        @Override
        public void onError(Throwable failure) {
            text.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            text.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
