package dev.kehu.platform.datadir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

class DataDirectoryTest {
    @TempDir Path temp;

    @Nested
    class ANewDirectory {
        @Test
        void isCreatedForItsOwnerAloneAndKnowsItsFormat() throws IOException {
            try (var data = DataDirectory.open(temp.resolve("a/b c"))) {
                assertThat(data.root()).isDirectory();
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(data.root())))
                        .isEqualTo("rwx------");
                assertThat(data.file("version")).hasContent(DataDirectory.FORMAT + "\n");
            }
        }

        @Test
        void namesItsHolder() {
            Path root = temp.resolve("data");
            DataDirectory.open(root).close();
            assertThat(DataDirectory.lastHolder(root)).hasValue(ProcessHandle.current().pid());
        }

        @Test
        void keepsFilesInside() {
            try (var data = DataDirectory.open(temp.resolve("data"))) {
                assertThat(data.file("logs/kehu.log")).startsWithRaw(data.root());
                assertThatThrownBy(() -> data.file("../out"))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Nested
    class IsRefused {
        @Test
        void whenItIsAFile() throws IOException {
            Path file = Files.writeString(temp.resolve("file"), "x");
            refuses(file, "data.not-a-directory");
            refuses(file.resolve("below"), "data.not-a-directory");
        }

        @Test
        void whenItHoldsForeignFiles() throws IOException {
            Files.writeString(temp.resolve("thesis.txt"), "x");
            refuses(temp, "data.not-kehu");
            assertThat(temp.resolve("version")).doesNotExist();
        }

        @Test
        void whenItsFormatIsNewer() throws IOException {
            Files.writeString(temp.resolve("version"), (DataDirectory.FORMAT + 1) + "\n");
            refuses(temp, "data.newer");
        }

        @Test
        void whenItsVersionCannotBeRead() throws IOException {
            Files.writeString(temp.resolve("version"), "one");
            refuses(temp, "data.version-unreadable");
            Files.delete(temp.resolve("version"));
            Files.createDirectory(temp.resolve("version"));
            refuses(temp, "data.unreadable");
        }

        @Test
        void whenThisProcessHoldsItAlreadyAndStaysHeldThen() throws Exception {
            try (var first = DataDirectory.open(temp.resolve("data"))) {
                refuses(first.root(), "data.held");
                assertThat(openInAnotherProcess(first.root())).contains("data.held");
            }
        }

        @Test
        void whenAnotherProcessHoldsItNamingThatProcess() throws Exception {
            try (var data = DataDirectory.open(temp.resolve("data"))) {
                assertThat(DataDirectory.isHeld(data.root())).isTrue();
                assertThat(openInAnotherProcess(data.root()))
                        .contains("is held by process " + ProcessHandle.current().pid() + ";");
            }
            assertThat(DataDirectory.isHeld(temp.resolve("data"))).isFalse();
            assertThat(openInAnotherProcess(temp.resolve("data"))).contains("opened");
        }

        @Test
        void withASentenceThatNamesTheCause() {
            assertThat(sentence(new IOException("No space left on device"))).contains("is full");
            assertThat(sentence(new AccessDeniedException("x"))).contains("No permission");
        }
    }

    @Nested
    class AnOlderDirectory {
        private final List<Upgrade> steps =
                List.of(
                        new Upgrade(1, 3, root -> Files.writeString(root.resolve("b"), "b")),
                        new Upgrade(0, 1, root -> Files.writeString(root.resolve("a"), "a")));

        @Test
        void isUpgradedStepByStepWithACopyBesideIt() throws IOException {
            Path root = older();
            DataDirectory.open(root, 3, steps).close();
            assertThat(root.resolve("version")).hasContent("3\n");
            assertThat(root).isDirectoryContaining("glob:**/a").isDirectoryContaining("glob:**/b");
            Path copy = onlyBackup();
            assertThat(copy.resolve("sub/events.db")).hasContent("events");
            assertThat(copy.resolve("version")).hasContent("0");
            assertThat(copy.resolve("a")).doesNotExist();
        }

        @Test
        void isUpgradedAfterAKillInTheMiddleOfAStep() throws Exception {
            Path root = older();
            HaltingUpgrade.kill(root);
            assertThat(root.resolve("version")).hasContent("1\n");
            assertThat(onlyBackup().resolve("version")).hasContent("0");
            Path first = onlyBackup();
            DataDirectory.open(root, 3, steps).close();
            assertThat(root.resolve("version")).hasContent("3\n");
            assertThat(root.resolve("b")).hasContent("b");
            assertThat(first.resolve("version")).hasContent("0");
            assertThat(first.resolve("sub/events.db")).hasContent("events");
            assertThat(first.resolve("a")).doesNotExist();
        }

        @Test
        void takesNoHalfCopyForABackup() throws IOException {
            Path root = older();
            DataDirectory.open(root, 1, steps).close();
            Path left = Path.of(onlyBackup() + ".part");
            Files.move(onlyBackup(), left);
            Files.writeString(left.resolve("half"), "x");
            Files.writeString(root.resolve("version"), "0");
            DataDirectory.open(root, 1, steps).close();
            assertThat(onlyBackup().resolve("half")).doesNotExist();
            assertThat(left).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void isUpgradedByThisBuildToo(int version) throws IOException {
            Path root = older();
            Files.writeString(root.resolve("version"), version + "\n");
            DataDirectory.open(root).close();
            assertThat(onlyBackup().getFileName().toString())
                    .startsWith("data.backup-v" + version + "-");
            assertThat(onlyBackup().resolve("sub/events.db")).hasContent("events");
            assertThat(root.resolve("version")).hasContent(DataDirectory.FORMAT + "\n");
        }

        @Test
        void isLeftAloneWhenAStepIsMissing() throws IOException {
            Path root = older();
            assertThatThrownBy(() -> DataDirectory.open(root, 4, steps))
                    .isInstanceOf(DataDirectoryRefused.class);
            assertThat(root.resolve("version")).hasContent("0");
            assertThat(root.resolve("a")).doesNotExist();
        }

        private Path older() throws IOException {
            Path root = Files.createDirectory(temp.resolve("data"));
            Files.writeString(root.resolve("version"), "0");
            Files.writeString(
                    Files.createDirectory(root.resolve("sub")).resolve("events.db"), "events");
            return root;
        }

        private Path onlyBackup() throws IOException {
            try (var entries = Files.list(temp)) {
                List<Path> copies =
                        entries.filter(e -> e.getFileName().toString().contains("backup")).toList();
                assertThat(copies).hasSize(1);
                return copies.getFirst();
            }
        }
    }

    private void refuses(Path path, String code) {
        assertThatThrownBy(() -> DataDirectory.open(path))
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private String sentence(IOException cause) {
        return DataDirectoryRefused.because(temp, cause).getMessage();
    }

    private String openInAnotherProcess(Path root) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                root.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
