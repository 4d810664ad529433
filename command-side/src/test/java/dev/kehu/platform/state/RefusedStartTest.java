package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.Directories;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;

/** A start that was refused before it opened a file, in a process that goes on. */
class RefusedStartTest {
    /** The directory of the refused one. */
    static final class GoesOn {
        private GoesOn() {}

        public static void main(String[] args) throws Exception {
            Path refused = Path.of(args[0]);
            try (DataDirectory data = DataDirectory.open(refused)) {
                SqliteLibrary.keepIn(data);
            }
            Directories.delete(refused);
            try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                System.out.println(
                        "SQLite " + connection.getMetaData().getDatabaseProductVersion());
            }
        }
    }

    @Test
    void leavesTheOthersALibrary(@TempDir Path directory) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                GoesOn.class.getName(),
                                directory.resolve("data").toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("SQLite 3.");
        child.waitFor();
    }
}
