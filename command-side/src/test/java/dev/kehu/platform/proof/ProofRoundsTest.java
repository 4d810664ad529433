package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

class ProofRoundsTest {
    @TempDir Path temp;

    private final Rows rows = new Rows(0);
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private MerkleLog log;
    private ProofRounds rounds;

    @BeforeEach
    void open() {
        log =
                new MerkleLog(
                        new LogFolder(
                                temp.resolve("audit"), temp.resolve("audit.key"), "kehu/test"),
                        rows);
        rounds = new ProofRounds(log, rows, () -> now);
    }

    @Test
    void publishesTenSecondsAfterAnEventAtTheLatest() {
        assertThat(rounds.go()).isNull();
        rows.grow(1);
        assertThat(rounds.go()).isEqualTo(now.plusSeconds(10));
        now = now.plusSeconds(6);
        rows.grow(2);
        assertThat(rounds.go()).isEqualTo(now.plusSeconds(4));
        assertThat(log.signedSize()).isZero();
        now = now.plusSeconds(4);
        assertThat(rounds.go()).isNull();
        assertThat(log.signedSize()).isEqualTo(2);
    }

    @Test
    void publishesAThousandAtOnceButNotMoreOftenThanOnceASecond() {
        rows.grow(1_000);
        assertThat(rounds.go()).isNull();
        assertThat(log.signedSize()).isEqualTo(1_000);
        rows.grow(2_500);
        assertThat(rounds.go()).isEqualTo(now.plusSeconds(1));
        assertThat(log.signedSize()).isEqualTo(1_000);
        now = now.plusSeconds(1);
        assertThat(rounds.go()).isNull();
        assertThat(log.signedSize()).isEqualTo(2_500);
        assertThat(log.kept()).hasSize(2);
    }
}
