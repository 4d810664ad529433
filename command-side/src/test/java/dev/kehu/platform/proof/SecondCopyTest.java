package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

class SecondCopyTest {
    @TempDir Path temp;

    private final Rows rows = new Rows(0);
    private final Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private Path place = Path.of("");
    private @Nullable MerkleLog opened;
    private @Nullable SecondCopy copying;

    @BeforeEach
    void make() throws IOException {
        place = Files.createDirectory(temp.resolve("elsewhere"));
        opened = open("audit");
        copying = new SecondCopy(opened, place, () -> now);
    }

    private MerkleLog open(String audit) {
        return new MerkleLog(
                new LogFolder(
                        temp.resolve(audit), temp.resolve("key"), "kehu/t", Optional.of(place)),
                rows);
    }

    private MerkleLog log() {
        return Objects.requireNonNull(opened);
    }

    private SecondCopy copy() {
        return Objects.requireNonNull(copying);
    }

    private static TreeMap<String, String> content(Path root) throws IOException {
        TreeMap<String, String> content = new TreeMap<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        root.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }

    @Test
    void isTheSameAfterEveryRound() throws IOException {
        for (int size : new int[] {3, 200, 300, 1_100, 66_000, 66_001}) {
            rows.grow(size);
            log().checkpoint();
            assertThat(copy().go()).isNull();
            assertThat(content(place)).isEqualTo(content(temp.resolve("audit")));
        }
    }

    @Test
    void waitsForItsPlace() throws IOException {
        rows.grow(3);
        log().checkpoint();
        Files.delete(place);
        assertThat(copy().go()).isEqualTo(now.plusSeconds(60));
        assertThat(place).doesNotExist();
        Files.createDirectory(place);
        assertThat(copy().go()).isNull();
        assertThat(place.resolve("checkpoint")).exists();
    }

    @Test
    void tellsThatAllElseWentBackInTime() throws IOException {
        rows.grow(500);
        log().checkpoint();
        Path old = temp.resolve("old");
        copy().go();
        Files.createDirectories(old);
        Files.copy(temp.resolve("audit/checkpoint"), old.resolve("checkpoint"));
        rows.grow(700);
        log().checkpoint();
        copy().go();
        rows.leaves.subList(600, 700).clear();
        refused("audit.store-behind");
        for (int i = 0; i < 200; i++) {
            rows.leaves.add(Rows.leaf(-i));
        }
        refused("audit.contradiction");
    }

    /** With what was signed by then alone. */
    private void refused(String code) {
        assertThatThrownBy(() -> open("old").checkpoint())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
