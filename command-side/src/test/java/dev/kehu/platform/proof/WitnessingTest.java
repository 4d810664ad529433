package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.witness.Seen;
import dev.kehu.verifier.witness.Witness;
import dev.kehu.verifier.witness.WitnessServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class WitnessingTest {
    @TempDir Path temp;

    private final Rows rows = new Rows(0);
    private final Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private final SigningKey key = SigningKey.fresh("witness.example/w", VerifierKey.WITNESS);

    private Witnessing asking(MerkleLog log, int port) {
        return new Witnessing(log, "http://127.0.0.1:" + port + "/", key.verifier(), () -> now);
    }

    @Test
    void getsEveryCheckpointCosigned() throws IOException {
        MerkleLog log =
                new MerkleLog(
                        new LogFolder(temp.resolve("audit"), temp.resolve("key"), "kehu/t"), rows);
        Witness witness = new Witness(key, List.of(log.key()), new Seen(temp), () -> now);
        int port;
        try (WitnessServer server =
                WitnessServer.start(
                        witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = server.port();
            Witnessing witnessing = asking(log, port);
            for (int size : new int[] {3, 200, 1_300}) {
                rows.grow(size);
                log.checkpoint();
                assertThat(witnessing.go()).isNull();
                assertThat(key.verifier().signed(log.latest())).isTrue();
                assertThat(log.key().signed(log.latest())).isTrue();
            }
            rows.grow(1_400);
            log.checkpoint();
            assertThat(asking(log, port).go()).as("after a restart").isNull();
            assertThat(key.verifier().signed(log.latest())).isTrue();
        }
        rows.grow(1_500);
        log.checkpoint();
        assertThat(asking(log, port).go()).as("when it is away").isEqualTo(now.plusSeconds(60));
        assertThat(log.key().signed(log.latest())).isTrue();
    }

    private MerkleLog log(String audit) {
        return new MerkleLog(
                new LogFolder(temp.resolve(audit), temp.resolve("key"), "kehu/t"), rows);
    }

    private WitnessServer witness(VerifierKey... logs) throws IOException {
        return WitnessServer.start(
                new Witness(key, List.of(logs), new Seen(temp), () -> now),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** It has seen what is lost, and nobody but its owner makes it forget. */
    @Test
    void isSignedAgainAfterARestoreOfLessOnceTheWitnessIsMadeToForget() throws IOException {
        rows.grow(7);
        MerkleLog log = log("audit");
        log.checkpoint();
        Path backup = Files.createDirectory(temp.resolve("restored"));
        Files.copy(temp.resolve("audit/checkpoint"), backup.resolve("checkpoint"));
        rows.grow(10);
        log.checkpoint();
        VerifierKey before = log.key();
        try (WitnessServer server = witness(before)) {
            assertThat(asking(log, server.port()).go()).isNull();
        }
        rows.leaves.subList(7, 10).clear();
        MerkleLog restored = log("restored");
        restored.changeKey();
        try (WitnessServer server = witness(before, restored.key())) {
            Witnessing witnessing = asking(restored, server.port());
            assertThat(witnessing.go()).isEqualTo(now.plusSeconds(60));
            assertThat(witnessing.trouble())
                    .contains("has seen 10 events of this log, which has 7");
            for (int i = 0; i < 5; i++) rows.leaves.add(Rows.leaf(-i));
            restored.checkpoint();
            assertThat(witnessing.go()).isEqualTo(now.plusSeconds(60));
            assertThat(witnessing.trouble()).contains("does not go on from what it signed last");
            try (var seen = Files.newDirectoryStream(temp, "seen-*")) {
                for (Path each : seen) Files.delete(each);
            }
            assertThat(witnessing.go()).isNull();
            assertThat(witnessing.trouble()).isEmpty();
            assertThat(key.verifier().signed(restored.latest())).isTrue();
        }
    }

    private interface Answering {
        String to(String body) throws IOException;
    }

    private Instant asked(Answering answering) throws IOException {
        rows.grow(7);
        MerkleLog log =
                new MerkleLog(
                        new LogFolder(temp.resolve("audit"), temp.resolve("key"), "kehu/t"), rows);
        log.checkpoint();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                        byte[] answer = answering.to(body).getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        server.start();
        try {
            Instant again = asking(log, server.getAddress().getPort()).go();
            assertThat(log.latest().signatures()).hasSize(again == null ? 2 : 1);
            return again == null ? Instant.MIN : again;
        } finally {
            server.stop(0);
        }
    }

    private String line(String body) {
        Note note = Note.parse(body.substring(body.indexOf("\n\n") + 2));
        Note alone = new Note(note.text(), List.of(key.cosign(note, now.getEpochSecond())));
        return alone.toString().substring(note.text().length() + 1);
    }

    @Test
    void takesOneLineAndNoMore() throws IOException {
        assertThat(asked(this::line)).isEqualTo(Instant.MIN);
    }

    @Test
    void refusesAWitnessThatSignsTwice() throws IOException {
        assertThat(asked(body -> line(body) + line(body))).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void readsNoMoreThanAnAnswerMayBe() throws IOException {
        String other = "\u2014 somebody/else " + "A".repeat(1 << 16) + "\n";
        assertThat(asked(body -> line(body) + other)).isEqualTo(now.plusSeconds(60));
    }

    /** It says that it will answer, says one byte, and no more. */
    @Test
    @Timeout(60)
    void waitsForNoAnswerThatNeverEnds() throws IOException {
        rows.grow(7);
        MerkleLog log =
                new MerkleLog(
                        new LogFolder(temp.resolve("audit"), temp.resolve("key"), "kehu/t"), rows);
        log.checkpoint();
        try (ServerSocket slow = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> sayOneByte(slow));
            Witnessing witnessing =
                    new Witnessing(
                            log,
                            "http://127.0.0.1:" + slow.getLocalPort(),
                            key.verifier(),
                            () -> now,
                            Duration.ofMillis(300));
            assertThat(witnessing.go()).isEqualTo(now.plusSeconds(60));
        }
    }

    private static void sayOneByte(ServerSocket slow) {
        try (Socket peer = slow.accept()) {
            peer.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx".getBytes(UTF_8));
            peer.getOutputStream().flush();
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            assertThat(gone).isNotNull(); // it gave up, as it should
        }
    }
}
