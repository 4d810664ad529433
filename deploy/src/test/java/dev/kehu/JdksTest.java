package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class JdksTest {
    @TempDir Path temp;

    @Nested
    class OfWhatIsInstalled {
        @Test
        void takesTheNewest() throws IOException {
            List<Path> homes = List.of(java("17.0.15"), java("21.0.8"), java("25.0.3"), java("24"));
            assertThat(Jdks.newest(homes)).contains(temp.resolve("25.0.3"));
        }

        @Test
        void takesTheFirstNamedAmongEquals() throws IOException {
            List<Path> homes = List.of(java("21.0.8"), java("21.0.9"));
            assertThat(Jdks.newest(homes)).contains(temp.resolve("21.0.8"));
        }

        @Test
        void takesNoneThatIsTooOldUnreadableOrMissing() throws IOException {
            Path unreadable = Files.createDirectories(temp.resolve("strange/bin")).getParent();
            Files.writeString(unreadable.resolve("release"), "IMPLEMENTOR=\"Somebody\"\n");
            assertThat(
                            Jdks.newest(
                                    List.of(
                                            java("1.8.0_402"),
                                            java("17.0.15"),
                                            unreadable,
                                            temp.resolve("missing"))))
                    .isEmpty();
        }
    }

    @Test
    void looksFirstWhereTheEnvironmentSays() {
        assertThat(Jdks.candidates(Map.of("JAVA_HOME", "/b", "KEHU_JAVA_HOME", "/a")))
                .startsWith(Path.of("/a"), Path.of("/b"));
    }

    @Nested
    class TheFlagsOfTheNewerOne {
        @Test
        void keepWhatWasGivenBehindOurs() {
            assertThat(Main.flags(Map.of("KEHU_JAVA_OPTS", " -Xmx2g  -Da=b "), List.of("-Dc=d")))
                    .containsSubsequence("-Xmx512m", "-Xmx2g", "-Da=b", "-Dc=d");
        }

        @Test
        void nameOneCollectorOnly() {
            assertThat(Main.flags(Map.of(), List.of())).contains("-XX:+UseG1GC");
            assertThat(Main.flags(Map.of("KEHU_JAVA_OPTS", "-XX:+UseZGC"), List.of()))
                    .contains("-XX:+UseZGC")
                    .doesNotContain("-XX:+UseG1GC");
        }
    }

    private Path java(String version) throws IOException {
        Path home = Files.createDirectories(temp.resolve(version).resolve("bin")).getParent();
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
