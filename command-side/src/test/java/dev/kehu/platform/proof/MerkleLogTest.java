package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Proof;
import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Tile;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

@Execution(ExecutionMode.CONCURRENT)
class MerkleLogTest {
    @TempDir Path temp;

    private final Rows rows = new Rows(0);

    private MerkleLog open() {
        return new MerkleLog(
                new LogFolder(temp.resolve("audit"), temp.resolve("audit.key"), "kehu/test"), rows);
    }

    private static Checkpoint opened(MerkleLog log, Note note) {
        return TrustedKeys.from(log.key(), List.of()).open(Note.parse(note.toString()));
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void signsAllThatIsThereAtEverySize() {
        MerkleLog log = open();
        for (int size : new int[] {0, 1, 2, 255, 256, 257, 999, 1_000, 1_001, 2_500}) {
            rows.grow(size);
            Checkpoint checkpoint = opened(log, log.checkpoint());
            assertThat(checkpoint.size()).isEqualTo(size);
            assertThat(checkpoint.root()).isEqualTo(Rows.root(size));
        }
        assertThat(log.kept()).hasSize(2);
        assertThat(opened(log, log.kept().getLast()).root()).isEqualTo(Rows.root(2_000));
    }

    @Test
    void answersTheSameUntilSomethingIsAdded() {
        rows.grow(7);
        MerkleLog log = open();
        String first = log.checkpoint().toString();
        assertThat(log.checkpoint()).hasToString(first);
        assertThat(open().checkpoint()).hasToString(first);
        rows.grow(8);
        assertThat(log.checkpoint().toString()).isNotEqualTo(first);
    }

    @Test
    void provesWhatWasAskedFor() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        rows.grow(1_300);
        MerkleLog log = open();
        log.checkpoint();
        for (int i = 0; i < 200; i++) {
            long size = 1 + random.nextInt(1_300), index = random.nextLong(size);
            assertThat(
                            Proof.includes(
                                    index,
                                    size,
                                    Rows.leaf(index),
                                    log.inclusion(index, size),
                                    Rows.root(size)))
                    .as("seed %d: %d in %d", seed, index, size)
                    .isTrue();
            long from = 1 + random.nextLong(size);
            assertThat(
                            Proof.extended(
                                    from,
                                    Rows.root(from),
                                    size,
                                    Rows.root(size),
                                    log.consistency(from, size)))
                    .as("seed %d: %d to %d", seed, from, size)
                    .isTrue();
        }
    }

    /**
     * The example of the specification: which tiles there are for 70,000 leaves, and what is in.
     */
    @Test
    void keepsTheTilesOfTheSpecification() throws IOException {
        rows.grow(69_999);
        open().checkpoint();
        rows.grow(70_000);
        MerkleLog log = open();
        Checkpoint checkpoint = opened(log, log.checkpoint());
        TreeSet<String> files = files();
        assertThat(files).hasSize(273 + 1 + 1 + 1 + 1);
        assertThat(files)
                .contains("0/000", "0/272", "0/273.p/112", "1/000", "1/001.p/17", "2/000.p/1");
        byte[] first = read("0/000"), level1 = read("1/001.p/17");
        assertThat(first).hasSize(8_192).startsWith(Rows.leaf(0));
        assertThat(Arrays.copyOfRange(level1, 16 * 32, 17 * 32)).isEqualTo(folded(read("0/272")));
        assertThat(read("2/000.p/1")).isEqualTo(folded(read("1/000")));
        assertThat(log.tile(new Tile(0, 273, 100)))
                .isEqualTo(Arrays.copyOf(read("0/273.p/112"), 3_200));
        assertThat(checkpoint.root()).isEqualTo(Rows.root(70_000));
        assertThat(Files.readString(temp.resolve("audit/checkpoint")))
                .isEqualTo(log.latest().toString());
    }

    private TreeSet<String> files() throws IOException {
        Path tiles = temp.resolve("audit/tile");
        try (var all = Files.walk(tiles)) {
            TreeSet<String> names = new TreeSet<>();
            all.filter(Files::isRegularFile)
                    .forEach(file -> names.add(tiles.relativize(file).toString()));
            return names;
        }
    }

    private byte[] read(String tile) throws IOException {
        return Files.readAllBytes(temp.resolve("audit/tile/" + tile));
    }

    private static byte[] folded(byte[] tile) {
        List<byte[]> row = new ArrayList<>();
        for (int i = 0; i < tile.length; i += 32) {
            row.add(Arrays.copyOfRange(tile, i, i + 32));
        }
        while (row.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                above.add(Rfc6962.node(row.get(i), row.get(i + 1)));
            }
            row = above;
        }
        return row.getFirst();
    }

    @Test
    void keepsItsKeyToItself() throws IOException {
        MerkleLog log = open();
        log.checkpoint();
        Path key = temp.resolve("audit.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(key)).startsWith("PRIVATE+KEY+kehu/test+");
        assertThat(log.key().toString()).startsWith("kehu/test+");
        assertThat(VerifierKey.parse(log.key().toString()).name()).isEqualTo("kehu/test");
    }

    /** After a power cut nothing signed refers to what is not there. */
    @Test
    void syncsWhatACheckpointRefersToBeforeIt() {
        LogFolder folder =
                new LogFolder(temp.resolve("audit"), temp.resolve("audit.key"), "kehu/test");
        MerkleLog log = new MerkleLog(folder, rows);
        rows.grow(1_300);
        log.takeIn(1_300);
        assertThat(folder.synced()).isFalse();
        log.checkpoint();
        assertThat(folder.synced()).isTrue();
    }

    @Nested
    class OnceSomethingWasSigned {
        private String signed = "";

        private void sign(int events) {
            rows.grow(events);
            signed = open().checkpoint().toString();
        }

        private void signsNothingMore(String code) throws IOException {
            MerkleLog log = open();
            refuses(code, log::checkpoint);
            refuses(code, () -> log.inclusion(0, 1));
            assertThat(log.ailment()).isPresent();
            assertThat(Files.readString(temp.resolve("audit/checkpoint"))).isEqualTo(signed);
        }

        @Test
        void noticesAStoreThatIsOlder() throws IOException {
            sign(1_500);
            rows.leaves.subList(1_400, 1_500).clear();
            signsNothingMore("audit.store-behind");
        }

        @Test
        void noticesAnOlderStoreThatGrewPastIt() throws IOException {
            sign(1_500);
            rows.leaves.subList(1_400, 1_500).clear();
            for (int i = 0; i < 200; i++) {
                rows.leaves.add(Rows.leaf(-i));
            }
            signsNothingMore("audit.contradiction");
        }

        @Test
        void noticesAChangedStoreWhereItsTilesAreGoneToo() throws IOException {
            sign(600);
            rows.leaves.set(7, Rows.leaf(-7));
            Files.walk(temp.resolve("audit/tile"))
                    .sorted((a, b) -> b.compareTo(a))
                    .forEach(file -> file.toFile().delete());
            signsNothingMore("audit.contradiction");
        }

        @Test
        void noticesWhenWhatWasSignedIsDamagedOrItsKeyGone() throws IOException {
            sign(3);
            String good = signed;
            signed = good.replace("\n3\n", "\n2\n");
            Files.writeString(temp.resolve("audit/checkpoint"), signed);
            signsNothingMore("audit.damaged");
            signed = good;
            Files.writeString(temp.resolve("audit/checkpoint"), signed);
            Files.delete(temp.resolve("audit.key"));
            signsNothingMore("audit.damaged");
        }

        @Test
        void doesNotBeginAnewWithAKeyThatSignedWhatIsGone() throws IOException {
            sign(30);
            Directories.delete(temp.resolve("audit"));
            refuses("audit.damaged", open()::checkpoint);
            assertThat(temp.resolve("audit/checkpoint")).doesNotExist();
        }

        @Test
        void beginsWhereTheFirstStartWasKilled() throws IOException {
            sign(30);
            Files.delete(temp.resolve("audit/checkpoint"));
            Files.createFile(temp.resolve("audit/beginning"));
            assertThat(open().checkpoint()).hasToString(signed);
            assertThat(temp.resolve("audit/beginning")).doesNotExist();
        }

        @Test
        void tellsThatItsFilesCannotBeRead() throws IOException {
            sign(30);
            Files.createDirectory(temp.resolve("audit/checkpoints"));
            assertThat(open().ailment().orElseThrow().code()).isEqualTo("audit.unwritable");
        }

        @Test
        void makesMissingAndDamagedTilesAgain() throws IOException {
            sign(66_000);
            TreeSet<String> names = files();
            byte[] leafTile = read("0/017"), upper = read("1/000");
            Files.delete(temp.resolve("audit/tile/0/017"));
            Files.write(temp.resolve("audit/tile/1/000"), new byte[8_192]);
            MerkleLog log = open();
            byte[] root = Checkpoint.of(log.checkpoint()).root();
            long index = 17 * 256 + 3;
            assertThat(
                            Proof.includes(
                                    index,
                                    66_000,
                                    Rows.leaf(index),
                                    log.inclusion(index, 66_000),
                                    root))
                    .isTrue();
            assertThat(read("0/017")).isEqualTo(leafTile);
            assertThat(read("1/000")).isEqualTo(upper);
            Files.delete(temp.resolve("audit/tile/0/257.p/208"));
            assertThat(open().checkpoint()).hasToString(signed);
            assertThat(files()).isEqualTo(names);
        }

        @Test
        void goesOnWhereANoteWasCutOff() throws IOException {
            sign(2_100);
            Path kept = temp.resolve("audit/checkpoints");
            String all = Files.readString(kept);
            Files.writeString(kept, all.substring(0, all.length() - 30));
            rows.grow(4_000);
            MerkleLog log = open();
            log.checkpoint();
            assertThat(log.kept().stream().map(note -> Checkpoint.of(note).size()))
                    .containsExactly(1_000L, 3_000L, 4_000L);
        }
    }

    @Nested
    class AfterAChangeOfKeys {
        @Test
        void bothSignOnceThenTheNewOneAlone() throws IOException {
            rows.grow(10);
            MerkleLog log = open();
            VerifierKey before = log.key();
            Note both = log.changeKey();
            assertThat(before.signed(both)).isTrue();
            assertThat(log.key().signed(both)).isTrue();
            assertThat(log.key()).isNotEqualTo(before);
            rows.grow(11);
            MerkleLog later = open();
            Note next = later.checkpoint();
            assertThat(later.key()).hasToString(log.key().toString());
            assertThat(before.signed(next)).isFalse();
            TrustedKeys chain = TrustedKeys.from(before, later.keyChanges());
            assertThat(chain.open(next).size()).isEqualTo(11);
            assertThat(temp.resolve("audit.key.next")).doesNotExist();
        }

        @Test
        void killedInBetweenItIsDoneOrGivenUp() throws IOException {
            rows.grow(10);
            open().checkpoint();
            String old = Files.readString(temp.resolve("audit.key"));
            MerkleLog log = open();
            log.changeKey();
            String fresh = Files.readString(temp.resolve("audit.key"));
            Files.writeString(temp.resolve("audit.key.next"), fresh);
            Files.writeString(temp.resolve("audit.key"), old);
            LogFolder looked =
                    new LogFolder(temp.resolve("audit"), temp.resolve("audit.key"), "kehu/test");
            looked.look();
            assertThat(looked.key().verifier()).hasToString(log.key().toString());
            assertThat(Files.readString(temp.resolve("audit.key"))).isEqualTo(old);
            assertThat(open().key()).hasToString(log.key().toString());
            Files.writeString(temp.resolve("audit.key.next"), old);
            assertThat(open().key()).hasToString(log.key().toString());
            assertThat(Files.readString(temp.resolve("audit.key"))).isEqualTo(fresh);
        }
    }
}
