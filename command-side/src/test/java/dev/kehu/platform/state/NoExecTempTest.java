package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.Mount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;

/** A temp folder nothing may be run from, as careful hosts have it. */
class NoExecTempTest {
    /** The directory of the data, and whether the library is to be kept there. */
    static final class Opens {
        private Opens() {}

        public static void main(String[] args) throws Exception {
            try (DataDirectory data = DataDirectory.open(Path.of(args[0]))) {
                if (Boolean.parseBoolean(args[1])) {
                    SqliteLibrary.keepIn(data);
                }
                try (var connection =
                                DriverManager.getConnection(
                                        "jdbc:sqlite:" + data.file("state.db"));
                        var rows =
                                connection
                                        .createStatement()
                                        .executeQuery("SELECT sqlite_version()")) {
                    System.out.println("SQLite " + rows.getString(1));
                }
            }
        }
    }

    private static String run(Path temp, Path data, boolean kept) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + temp,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Opens.class.getName(),
                                data.toString(),
                                String.valueOf(kept))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return said;
    }

    @Test
    void stopsNobodyBecauseTheLibraryLivesWithTheData(@TempDir Path directory) throws Exception {
        try (Mount temp = Mount.at(directory.resolve("tmp"), "size=40m,noexec")) {
            assertThat(run(temp.directory(), directory.resolve("data"), true))
                    .contains("SQLite 3.");
            assertThat(temp.directory()).isEmptyDirectory();
            assertThat(run(temp.directory(), directory.resolve("other"), false))
                    .as("the control: the driver left alone")
                    .doesNotContain("SQLite 3.");
        }
    }
}
