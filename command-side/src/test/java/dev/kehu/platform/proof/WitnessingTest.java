package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.witness.Seen;
import dev.kehu.verifier.witness.Witness;
import dev.kehu.verifier.witness.WitnessServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
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
}
