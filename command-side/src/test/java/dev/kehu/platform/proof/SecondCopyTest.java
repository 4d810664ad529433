package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

@Execution(ExecutionMode.CONCURRENT)
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
        refused("old", "audit.store-behind");
        for (int i = 0; i < 200; i++) {
            rows.leaves.add(Rows.leaf(-i));
        }
        refused("old", "audit.contradiction");
    }

    /** With what this folder says was signed. */
    private void refused(String audit, String code) {
        assertThatThrownBy(() -> open(audit).checkpoint())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    /** A backup of 600 came back, as a restore leaves it; the copy has seen 700. */
    @Test
    void tellsThatAnOlderBackupWasRestored() throws IOException {
        rows.grow(600);
        log().checkpoint();
        Path old = Files.createDirectory(temp.resolve("old"));
        Files.copy(temp.resolve("audit/checkpoint"), old.resolve("checkpoint"));
        rows.grow(700);
        log().checkpoint();
        copy().go();
        regrow(600, 600);
        new MerkleLog(new LogFolder(old, temp.resolve("key"), ""), rows).changeKey();
        refused("old", "audit.store-behind");
        regrow(600, 2_500);
        refused("old", "audit.store-behind");
    }

    @Test
    void growsALogAgainThatWasLost() throws IOException {
        rows.grow(1_200);
        log().checkpoint();
        log().changeKey();
        copy().go();
        String before = log().latest().toString(), first = log().firstKey().toString();
        Directories.delete(temp.resolve("audit"));
        MerkleLog again = open("audit");
        assertThat(Checkpoint.of(again.checkpoint()).sameAs(Checkpoint.of(Note.parse(before))))
                .isTrue();
        assertThat(again.firstKey()).hasToString(first);
        Directories.delete(temp.resolve("audit"));
        rows.leaves.set(7, Rows.leaf(-7));
        assertThatThrownBy(() -> open("audit").checkpoint())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("audit.contradiction"));
    }

    /** From this event on the store is another one, with so many events. */
    private void regrow(int from, int count) {
        rows.leaves.subList(from, rows.leaves.size()).clear();
        while (rows.leaves.size() < count) {
            rows.leaves.add(Rows.leaf(-rows.leaves.size()));
        }
    }

    /** The copy was killed before it had the newest checkpoint: it has one at 1,000 events, too. */
    @Test
    void letsALostLogSignNothingElseThanItDid() throws IOException {
        rows.grow(500);
        log().checkpoint();
        copy().go();
        String newest = Files.readString(place.resolve("checkpoint"));
        rows.grow(1_500);
        log().checkpoint();
        copy().go();
        for (boolean killed : new boolean[] {false, true}) {
            if (killed) {
                Files.writeString(place.resolve("checkpoint"), newest);
            }
            for (int count : new int[] {700, 2_500}) {
                regrow(600, count);
                Directories.delete(temp.resolve("audit"));
                refused("audit", count < 1_000 ? "audit.store-behind" : "audit.contradiction");
                for (String file : new String[] {"checkpoints", "checkpoint"}) {
                    assertThat(temp.resolve("audit").resolve(file))
                            .hasSameTextualContentAs(place.resolve(file));
                }
            }
        }
    }

    @Test
    void letsAnOldLogSignNothingElseThanWasSigned() throws IOException {
        rows.grow(500);
        log().checkpoint();
        copy().go();
        Path old = Files.createDirectory(temp.resolve("old"));
        Files.copy(temp.resolve("audit/checkpoint"), old.resolve("checkpoint"));
        rows.grow(1_500);
        log().checkpoint();
        copy().go();
        regrow(600, 2_500);
        refused("old", "audit.contradiction");
        assertThat(old.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void isNotTakenOverByAnotherKey() throws IOException {
        rows.grow(3);
        log().checkpoint();
        copy().go();
        Directories.delete(temp.resolve("audit"));
        Files.delete(temp.resolve("key"));
        refused("audit", "audit.damaged");
        assertThat(temp.resolve("audit")).doesNotExist();
        assertThat(temp.resolve("key")).doesNotExist();
    }

    @Test
    void neverTakesThePlaceOfAnotherHistory() throws IOException {
        rows.grow(500);
        log().checkpoint();
        copy().go();
        TreeMap<String, String> before = content(place);
        Rows others = new Rows(0);
        for (int i = 0; i < 700; i++) {
            others.leaves.add(Rows.leaf(-i));
        }
        for (String key : new String[] {"key", "another key"}) {
            Path audit = Files.createDirectory(temp.resolve("audit of " + key));
            Files.createFile(audit.resolve("beginning"));
            MerkleLog other =
                    new MerkleLog(new LogFolder(audit, temp.resolve(key), "kehu/t"), others);
            other.checkpoint();
            assertThat(new SecondCopy(other, place, () -> now).go()).isEqualTo(now.plusSeconds(60));
            assertThat(content(place)).isEqualTo(before);
        }
    }

    /** There may be many: they are not written again each second. */
    @Test
    void addsToTheCheckpointsThatAreThere() throws IOException {
        rows.grow(1_100);
        log().checkpoint();
        copy().go();
        Path kept = place.resolve("checkpoints");
        Object file = Files.readAttributes(kept, BasicFileAttributes.class).fileKey();
        for (int size : new int[] {2_100, 5_000}) {
            rows.grow(size);
            log().checkpoint();
            copy().go();
            assertThat(Files.readAttributes(kept, BasicFileAttributes.class).fileKey())
                    .isEqualTo(file);
            assertThat(content(place)).isEqualTo(content(temp.resolve("audit")));
        }
        String whole = Files.readString(kept);
        Files.writeString(kept, whole.substring(0, whole.length() - 40));
        rows.grow(6_000);
        log().checkpoint();
        new SecondCopy(log(), place, () -> now).go();
        assertThat(content(place)).isEqualTo(content(temp.resolve("audit")));
    }
}
