package dev.kehu.verifier.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Proofs;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Subtrees;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

class WitnessTest {
    @TempDir Path temp;

    private final SigningKey log = SigningKey.fresh("kehu/x", VerifierKey.LOG);
    private final SigningKey key = SigningKey.fresh("witness.example/w", VerifierKey.WITNESS);

    private static Subtrees tree(String of) {
        return (level, index) -> {
            Frontier part = new Frontier();
            for (long i = index << level; i < index + 1 << level; i++) {
                part.add(Rfc6962.leaf((of + i).getBytes()));
            }
            return part.root();
        };
    }

    private Note signed(String of, long size) {
        byte[] root = Frontier.of(tree(of), size).root();
        return log.sign(new Checkpoint("kehu/x", size, root).note());
    }

    private Witness witness() {
        return new Witness(
                key,
                List.of(log.verifier()),
                new Seen(temp),
                () -> Instant.ofEpochSecond(1_700_000_000));
    }

    private Witness.Answer add(long old, List<byte[]> proof, Note note) throws IOException {
        StringBuilder body = new StringBuilder("old " + old + "\n");
        proof.forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return witness().add(body + "\n" + note);
    }

    private List<byte[]> proof(long from, long to) {
        return new Proofs(tree("a")).consistency(from, to);
    }

    @Test
    void signsWhatGoesOnFromWhatItSignedLast() throws IOException {
        Witness.Answer first = add(0, List.of(), signed("a", 5));
        assertThat(first.status()).isEqualTo(200);
        Note note = signed("a", 5);
        Note both = Note.parse(note + first.body());
        assertThat(key.verifier().signed(both)).isTrue();
        assertThat(add(5, proof(5, 13), signed("a", 13)).status()).isEqualTo(200);
        assertThat(add(13, List.of(), signed("a", 13)).status()).isEqualTo(200);
    }

    @Test
    void signsNothingElse() throws IOException {
        add(0, List.of(), signed("a", 5));
        Witness.Answer behind = add(0, List.of(), signed("a", 13));
        assertThat(behind).isEqualTo(new Witness.Answer(409, "text/x.tlog.size", "5\n"));
        assertThat(add(5, proof(5, 13), signed("b", 13)).status()).isEqualTo(422);
        assertThat(add(5, proof(5, 12), signed("a", 13)).status()).isEqualTo(422);
        assertThat(add(5, List.of(), signed("b", 5)).status()).isEqualTo(409);
        assertThat(add(5, List.of(), signed("a", 4)).status()).isEqualTo(400);
        assertThat(add(4, proof(4, 13), signed("a", 13)).status()).isEqualTo(409);
        assertThat(witness().add("old 5\nnothing").status()).isEqualTo(400);
        SigningKey thief = SigningKey.fresh("kehu/x", VerifierKey.LOG);
        Note forged = thief.sign(new Note(signed("a", 13).text(), List.of()));
        assertThat(add(5, proof(5, 13), forged).status()).isEqualTo(403);
        SigningKey other = SigningKey.fresh("kehu/y", VerifierKey.LOG);
        Note foreign = other.sign(new Checkpoint("kehu/y", 0, Rfc6962.empty()).note());
        assertThat(add(0, List.of(), foreign).status()).isEqualTo(404);
        assertThat(add(5, proof(5, 13), signed("a", 13)).status()).isEqualTo(200);
    }

    /** Somebody connects, says half of a request, and no more. */
    @Test
    @Timeout(60)
    void answersOthersWhileOneIsSlow() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (WitnessServer server = WitnessServer.start(witness(), any);
                Socket slow = new Socket(any.getAddress(), server.port());
                HttpClient http = HttpClient.newHttpClient()) {
            slow.getOutputStream()
                    .write(
                            "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 9\r\n\r\nold"
                                    .getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:"
                                                    + server.port()
                                                    + "/add-checkpoint"))
                            .timeout(Duration.ofSeconds(20))
                            .POST(BodyPublishers.ofString("old 0\n\n" + signed("a", 5)))
                            .build();
            for (int i = 0; i < 3; i++) {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                assertThat(status).isIn(200, 409);
            }
        }
    }

    /** A process of its own: how long the JDK's server waits is decided once in each. */
    @Test
    @Timeout(60)
    void waitsForNobodyWhoStopsInTheMiddle() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                WitnessChild.class.getName(),
                                temp.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            int port = Integer.parseInt(child.inputReader().readLine());
            assertThat(answerTo(port, "P")).isEqualTo(-1);
            assertThat(
                            answerTo(
                                    port,
                                    "POST /add-checkpoint HTTP/1.1\r\n"
                                            + "Host: w\r\n"
                                            + "Content-Length: 9\r\n\r\n"
                                            + "o"))
                    .isEqualTo(-1);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** The first byte of it; -1 where the connection is closed without one. */
    private static int answerTo(int port, String said) throws IOException {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
            slow.setSoTimeout(30_000); // or it would wait for ever with it
            slow.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            return slow.getInputStream().read();
        }
    }
}
